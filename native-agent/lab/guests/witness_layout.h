/*
 * What a guest that runs a program writes down in its own memory, at WITNESS_AT, and dom0 reads from there (reference/witness.c):
 * nothing that it does is told by an access that somebody would have to answer.
 *
 *   page 0         struct witness
 *   WITNESS_TEXT   the bytes it printed, in order
 *   WITNESS_SIGHTS what it saw, in order
 */
#pragma once
#include <stdint.h>

#define WITNESS_AT      0x400000ul
#define WITNESS_MAGIC   0x7373656e74697721ul /* "!witness" */
#define WITNESS_CPUS    8
#define WITNESS_TEXT    0x401000ul
#define WITNESS_LETTERS 0x100000u
#define WITNESS_SIGHTS  0x501000ul
#define WITNESS_SEEN    0x10000u

enum sight_kind { SAW_IN = 1, SAW_READ, SAW_AWAIT, SAW_HALT };

struct sight {
    uint8_t ready; /* written last */
    uint8_t cpu;
    uint8_t kind;
    uint8_t size;
    uint8_t wrong; /* not what the program expects */
    uint8_t unused[3];
    uint64_t at;
    uint64_t value;
};

struct witness {
    uint64_t magic; /* written last */
    uint32_t cpus;
    uint32_t printed; /* bytes reserved in the text; at most WITNESS_LETTERS of them are there */
    uint32_t seen;    /* the same for sights */
    uint32_t unused;
    struct {
        uint64_t begun; /* accesses */
        uint64_t done;
    } cpu[WITNESS_CPUS];
};
