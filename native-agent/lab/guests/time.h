/* Time as Xen tells it to a guest, and waiting for it without taking the processor from anybody. */
#pragma once
#include <stdint.h>

/* Once, before the others. */
void prepare_time(void);

/* Of the processor on which it is called. */
void sleep_milliseconds(unsigned int cpu, uint64_t milliseconds);
