/* Accesses that a guest's processor makes: to ports, and to memory that is a device. */
#pragma once
#include <stdint.h>

static inline void out8(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port) : "memory");
}
static inline void out16(uint16_t port, uint16_t value)
{
    __asm__ volatile("outw %0, %1" : : "a"(value), "Nd"(port) : "memory");
}
static inline void out32(uint16_t port, uint32_t value)
{
    __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

static inline uint8_t in8(uint16_t port)
{
    uint8_t value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

static inline uint16_t in16(uint16_t port)
{
    uint16_t value;
    __asm__ volatile("inw %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

static inline uint32_t in32(uint16_t port)
{
    uint32_t value;
    __asm__ volatile("inl %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

/* The plain moves, so that the width on the bus is the width written here, whatever the compiler thinks. */
#define MEMORY_ACCESS(bits, suffix, constraint)                                                                        \
    static inline void write##bits(uint64_t address, uint##bits##_t value)                                             \
    {                                                                                                                  \
        __asm__ volatile("mov" suffix " %0, (%1)" : : constraint(value), "r"(address) : "memory");                     \
    }                                                                                                                  \
    static inline uint##bits##_t read##bits(uint64_t address)                                                          \
    {                                                                                                                  \
        uint##bits##_t value;                                                                                          \
        __asm__ volatile("mov" suffix " (%1), %0" : "=" constraint(value) : "r"(address) : "memory");                  \
        return value;                                                                                                  \
    }
MEMORY_ACCESS(8, "b", "q")
MEMORY_ACCESS(16, "w", "r")
MEMORY_ACCESS(32, "l", "r")
MEMORY_ACCESS(64, "q", "r")
#undef MEMORY_ACCESS

static inline uint64_t cycles(void)
{
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return (uint64_t)high << 32 | low;
}
