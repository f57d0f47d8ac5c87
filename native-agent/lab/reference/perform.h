/* Does what a request says, with the devices there are: repetitions, data in guest memory, nobody there. */
#pragma once
#include "device.h"
#include <stdbool.h>
#include <xen/hvm/ioreq.h>

/* The way to data that lies in the guest's memory; to_guest: from value to there. */
struct guest_memory {
    void (*copy)(void *of, uint64_t address, void *value, unsigned int size, bool to_guest);
    void *of;
};

void perform(const struct guest_memory *memory, struct device *devices, struct ioreq *request);
