/* Accesses whose size is known only when they are made. */
#pragma once
#include "io.h"

static inline uint64_t port_in(uint16_t port, unsigned int size)
{
    return size == 1 ? in8(port) : size == 2 ? in16(port) : in32(port);
}

static inline void port_out(uint16_t port, unsigned int size, uint64_t value)
{
    if (size == 1)
        out8(port, (uint8_t)value);
    else if (size == 2)
        out16(port, (uint16_t)value);
    else
        out32(port, (uint32_t)value);
}

static inline uint64_t memory_read(uint64_t at, unsigned int size)
{
    return size == 1 ? read8(at) : size == 2 ? read16(at) : size == 4 ? read32(at) : read64(at);
}

static inline void memory_write(uint64_t at, unsigned int size, uint64_t value)
{
    if (size == 1)
        write8(at, (uint8_t)value);
    else if (size == 2)
        write16(at, (uint16_t)value);
    else if (size == 4)
        write32(at, (uint32_t)value);
    else
        write64(at, value);
}
