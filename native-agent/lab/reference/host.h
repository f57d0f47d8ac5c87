/*
 * What an emulator does with the descriptors it was handed, and nothing else: it may open no device of Xen. The same on
 * real Xen and on the simulated one but for how a frame is mapped and a port notified; a simulated guest has no memory.
 */
#pragma once
#include "lease.h"

/* A frame of the server: 0 the ring, 1 the slots. */
void *map_frame(const struct lease *lease, unsigned int frame);

/* The next port that was notified; it is masked now. */
uint32_t next_event(const struct lease *lease);

void unmask(const struct lease *lease, uint32_t port);
void notify(const struct lease *lease, uint32_t port);

/* As struct guest_memory has it; of: the lease. */
void copy_by_descriptor(void *of, uint64_t address, void *value, unsigned int size, bool to_guest);
