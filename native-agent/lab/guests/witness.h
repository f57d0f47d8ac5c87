/* Writes down what the guest's processors do, for dom0 to read. */
#pragma once
#include "witness_layout.h"

void open_witness(unsigned int cpus);

/* Around each access: one that is begun and not ended waits for its answer. */
void begin_access(unsigned int cpu);
void end_access(unsigned int cpu);

void write_down_letter(char letter);
void write_down_sight(struct sight sight);
