#include "witness.h"
#include <stddef.h>

static struct {
    struct witness witness __attribute__((aligned(4096)));
    char text[WITNESS_LETTERS] __attribute__((aligned(4096)));
    struct sight sights[WITNESS_SEEN];
} book __attribute__((section(".witness")));

_Static_assert(offsetof(typeof(book), text) == WITNESS_TEXT - WITNESS_AT, "where dom0 looks for the text");
_Static_assert(offsetof(typeof(book), sights) == WITNESS_SIGHTS - WITNESS_AT, "where dom0 looks for the sights");

void open_witness(unsigned int cpus)
{
    book.witness.cpus = cpus;
    __atomic_store_n(&book.witness.magic, WITNESS_MAGIC, __ATOMIC_RELEASE);
}

void begin_access(unsigned int cpu) { __atomic_fetch_add(&book.witness.cpu[cpu].begun, 1, __ATOMIC_SEQ_CST); }

void end_access(unsigned int cpu) { __atomic_fetch_add(&book.witness.cpu[cpu].done, 1, __ATOMIC_SEQ_CST); }

void write_down_letter(char letter)
{
    uint32_t at = __atomic_fetch_add(&book.witness.printed, 1, __ATOMIC_RELAXED);

    if (at < WITNESS_LETTERS)
        __atomic_store_n(&book.text[at], letter, __ATOMIC_RELEASE);
}

void write_down_sight(struct sight sight)
{
    uint32_t at = __atomic_fetch_add(&book.witness.seen, 1, __ATOMIC_RELAXED);

    if (at >= WITNESS_SEEN)
        return;
    sight.ready = 0;
    book.sights[at] = sight;
    __atomic_store_n(&book.sights[at].ready, 1, __ATOMIC_RELEASE);
}
