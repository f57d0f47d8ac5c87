/* A virtual processor's own scratch register, written and read back: the request whose answer can be told right or
 * wrong. */
#pragma once
#include "io.h"
#include "registers.h"

enum answer { RIGHT, ALL_ONES, OTHER };

static inline enum answer write_and_read(uint16_t port, unsigned int cpu, uint32_t value)
{
    uint16_t own = (uint16_t)(port + REGISTER_SCRATCH + 4 * cpu);
    uint32_t seen;

    out32(own, value);
    seen = in32(own);
    return seen == value ? RIGHT : seen == 0xffffffff ? ALL_ONES : OTHER;
}
