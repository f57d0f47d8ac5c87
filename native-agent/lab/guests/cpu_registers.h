/* A virtual processor's own scratch register, written and read back: the request whose answer can be told right or
 * wrong. */
#pragma once
#include "io.h"
#include "registers.h"

enum answer { RIGHT, ALL_ONES, OTHER };

/* longest: where the cycles go that the slower one of the two accesses took. */
static inline enum answer write_and_read(uint16_t port, unsigned int cpu, uint32_t value, uint64_t *longest)
{
    uint16_t own = (uint16_t)(port + REGISTER_SCRATCH + 4 * cpu);
    uint64_t start = cycles(), written, end;
    uint32_t seen;

    out32(own, value);
    written = cycles();
    seen = in32(own);
    end = cycles();
    *longest = written - start > end - written ? written - start : end - written;
    return seen == value ? RIGHT : seen == 0xffffffff ? ALL_ONES : OTHER;
}
