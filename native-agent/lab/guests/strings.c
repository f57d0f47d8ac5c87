/* String instructions: Xen sends them as one request with a count, the data in guest memory. */
#include "io.h"
#include "modes.h"
#include "registers.h"
#include "report.h"
#include <stdbool.h>

#define WORDS 16

static uint32_t source[WORDS] __attribute__((aligned(64)));
static uint32_t target[WORDS] __attribute__((aligned(64)));

static void fill(uint32_t seed)
{
    for (unsigned int n = 0; n < WORDS; n++) {
        source[n] = seed + n * 0x01010101;
        target[n] = 0;
    }
}

static void out_bytes(uint16_t port, const void *from, uint64_t count)
{
    __asm__ volatile("rep outsb" : "+S"(from), "+c"(count) : "d"(port) : "memory");
}

static void out_words(uint16_t port, const void *from, uint64_t count)
{
    __asm__ volatile("rep outsl" : "+S"(from), "+c"(count) : "d"(port) : "memory");
}

static void in_bytes(uint16_t port, void *to, uint64_t count)
{
    __asm__ volatile("rep insb" : "+D"(to), "+c"(count) : "d"(port) : "memory");
}

static void in_words(uint16_t port, void *to, uint64_t count)
{
    __asm__ volatile("rep insl" : "+D"(to), "+c"(count) : "d"(port) : "memory");
}

static void move_words(void *to, const void *from, uint64_t count, bool downwards)
{
    if (downwards)
        __asm__ volatile("std; rep movsl; cld" : "+D"(to), "+S"(from), "+c"(count) : : "memory");
    else
        __asm__ volatile("rep movsl" : "+D"(to), "+S"(from), "+c"(count) : : "memory");
}

static bool all(const uint32_t *words, uint32_t value)
{
    for (unsigned int n = 0; n < WORDS; n++)
        if (words[n] != value)
            return false;
    return true;
}

static bool same(void)
{
    for (unsigned int n = 0; n < WORDS; n++)
        if (source[n] != target[n])
            return false;
    return true;
}

/* A port stays where it is: the register keeps the last of what was written, the counter tells that all came. */
static void try_port_strings(uint16_t port)
{
    uint16_t scratch = port + REGISTER_SCRATCH;
    uint32_t before = in32(port + REGISTER_COUNTER);

    fill(0x10203040);
    out_words(scratch, source, WORDS);
    check(in32(scratch) == source[WORDS - 1], "strings: rep outsl last=%x seen=%x", source[WORDS - 1], in32(scratch));
    in_words(scratch, target, WORDS);
    check(all(target, source[WORDS - 1]), "strings: rep insl expected=%x first=%x", source[WORDS - 1], target[0]);
    out_bytes(scratch, source, sizeof source);
    check(in8(scratch) == source[WORDS - 1] >> 24, "strings: rep outsb last=%x seen=%x", source[WORDS - 1] >> 24,
          in8(scratch));
    in_bytes(scratch, target, sizeof target);
    check(all(target, (source[WORDS - 1] >> 24) * 0x01010101), "strings: rep insb first=%x", target[0]);
    check(in32(port + REGISTER_COUNTER) - before == WORDS + sizeof source, "strings: port writes counted=%u",
          in32(port + REGISTER_COUNTER) - before);
}

static void try_memory_strings(uint64_t base)
{
    char *scratch = (char *)base + REGISTER_SCRATCH;

    fill(0x55000001);
    move_words(scratch, source, WORDS, false);
    move_words(target, scratch, WORDS, false);
    check(same(), "strings: rep movsl up first=%x seen=%x last=%x seen=%x", source[0], target[0], source[WORDS - 1],
          target[WORDS - 1]);

    fill(0x77000001);
    move_words(scratch + (WORDS - 1) * 4, source + WORDS - 1, WORDS, true);
    move_words(target + WORDS - 1, scratch + (WORDS - 1) * 4, WORDS, true);
    check(same(), "strings: rep movsl down first=%x seen=%x last=%x seen=%x", source[0], target[0], source[WORDS - 1],
          target[WORDS - 1]);
}

void try_strings(const struct word *word)
{
    try_port_strings((uint16_t)option(word, "port", REGISTERS_PORT));
    try_memory_strings(option(word, "memory", REGISTERS_MEMORY));
}
