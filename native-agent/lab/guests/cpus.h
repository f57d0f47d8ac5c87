/* The guest's processors, and what keeps them out of each other's way. */
#pragma once
#include <stdint.h>

#define MAX_CPUS 8

struct lock {
    uint32_t held;
};

void acquire(struct lock *lock);
void release(struct lock *lock);

/*
 * Runs work(0, argument) here and work(n, argument) on the virtual processors 1..count-1 at once; returns when all are
 * done. Returns how many took part: fewer than count where the domain has fewer.
 */
unsigned int on_cpus(unsigned int count, void (*work)(unsigned int cpu, void *argument), void *argument);
