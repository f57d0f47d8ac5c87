/*
 * witness: reads what guests that run a program have written down in their memory (../guests/witness_layout.h). Commands on standard
 * input, a line each; each answer ends with a line "end", or is one line "error: ...".
 *
 *   look DOMID PRINTED SEEN    what is new after so many printed bytes and sights:
 *                                cpu BEGUN DONE   (accesses, a line a processor)
 *                                text HEX
 *                                saw vcpu0 in.1 0x3f8 = 0x60
 *   shutdown DOMID REASON      as if the domain had asked for it
 *
 * Nothing stays mapped between two commands: a mapping would keep a dead domain from going.
 */
#define _GNU_SOURCE
#include "failure.h"
#include "../guests/witness_layout.h"
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <xendevicemodel.h>
#include <xenforeignmemory.h>

#define PAGE 4096ul

static xenforeignmemory_handle *memory;
static xendevicemodel_handle *device_model;

/* Pages of a guest's memory from an address on. */
struct window {
    void *base;
    size_t pages;
};

static bool look_through(struct window *window, uint32_t domain, uint64_t at, size_t bytes)
{
    uint64_t first = at / PAGE;
    size_t pages = (at + bytes + PAGE - 1) / PAGE - first;
    xen_pfn_t *frames = calloc(pages, sizeof *frames);
    int *errors = calloc(pages, sizeof *errors);
    bool seen = false;

    for (size_t n = 0; frames && n < pages; n++)
        frames[n] = first + n;
    if (frames && errors)
        window->base = xenforeignmemory_map(memory, domain, PROT_READ, pages, frames, errors);
    window->pages = pages;
    if (frames && errors && window->base) {
        seen = true;
        for (size_t n = 0; n < pages; n++)
            seen &= !errors[n];
        if (!seen)
            xenforeignmemory_unmap(memory, window->base, pages);
    }
    free(frames);
    free(errors);
    return seen;
}

static void close_window(struct window *window) { xenforeignmemory_unmap(memory, window->base, window->pages); }

static const void *in_window(const struct window *window, uint64_t at)
{
    return (const char *)window->base + at % PAGE;
}

static bool tell_text(uint32_t domain, uint32_t from, uint32_t to)
{
    struct window window;
    const unsigned char *text;

    if (from >= to)
        return true;
    if (!look_through(&window, domain, WITNESS_TEXT + from, to - from))
        return false;
    text = in_window(&window, WITNESS_TEXT + from);
    printf("text ");
    /* A byte that is reserved and not there yet is left for the next look, with all after it. */
    for (uint32_t n = 0; n < to - from && __atomic_load_n(&text[n], __ATOMIC_ACQUIRE); n++)
        printf("%02x", text[n]);
    printf("\n");
    close_window(&window);
    return true;
}

static void tell_sight(const struct sight *sight)
{
    const char *mark = sight->wrong ? "FAILED " : "";

    switch (sight->kind) {
    case SAW_IN: printf("saw %svcpu%u in.%u %#lx = %#lx\n", mark, sight->cpu, sight->size, sight->at, sight->value); break;
    case SAW_READ: printf("saw %svcpu%u read.%u %#lx = %#lx\n", mark, sight->cpu, sight->size, sight->at, sight->value); break;
    case SAW_AWAIT: printf("saw vcpu%u await %#lx = %#lx\n", sight->cpu, sight->at, sight->value); break;
    default: printf("saw vcpu%u halted\n", sight->cpu);
    }
}

static bool tell_sights(uint32_t domain, uint32_t from, uint32_t to)
{
    struct window window;
    const struct sight *sights;

    if (from >= to)
        return true;
    if (!look_through(&window, domain, WITNESS_SIGHTS + from * sizeof *sights, (to - from) * sizeof *sights))
        return false;
    sights = in_window(&window, WITNESS_SIGHTS + from * sizeof *sights);
    for (uint32_t n = 0; n < to - from && __atomic_load_n(&sights[n].ready, __ATOMIC_ACQUIRE); n++)
        tell_sight(&sights[n]);
    close_window(&window);
    return true;
}

static uint32_t at_most(uint32_t value, uint32_t limit) { return value < limit ? value : limit; }

static const char *look(uint32_t domain, uint32_t printed, uint32_t seen)
{
    struct window window;
    struct witness witness;

    if (!look_through(&window, domain, WITNESS_AT, sizeof witness))
        return "the domain's memory cannot be mapped";
    memcpy(&witness, in_window(&window, WITNESS_AT), sizeof witness);
    close_window(&window);
    if (witness.magic != WITNESS_MAGIC) /* it has not begun yet */
        return NULL;
    if (witness.printed > WITNESS_LETTERS || witness.seen > WITNESS_SEEN)
        return "the guest has printed or seen more than it can write down";
    for (uint32_t cpu = 0; cpu < at_most(witness.cpus, WITNESS_CPUS); cpu++)
        printf("cpu %lu %lu\n", witness.cpu[cpu].begun, witness.cpu[cpu].done);
    return tell_text(domain, printed, witness.printed) && tell_sights(domain, seen, witness.seen)
               ? NULL
               : "the domain's memory cannot be mapped any more";
}

static const char *obey(const char *command)
{
    unsigned int domain, first, second;

    if (sscanf(command, "look %u %u %u", &domain, &first, &second) == 3)
        return look(domain, first, second);
    if (sscanf(command, "shutdown %u %u", &domain, &first) == 2)
        return xendevicemodel_shutdown(device_model, (domid_t)domain, first) == 0 ? NULL : strerror(errno);
    return "unknown command, expected look DOMID PRINTED SEEN, or shutdown DOMID REASON";
}

int main(void)
{
    char command[128];

    memory = xenforeignmemory_open(NULL, 0);
    if (!memory)
        fail_errno("xenforeignmemory_open");
    device_model = xendevicemodel_open(NULL, 0);
    if (!device_model)
        fail_errno("xendevicemodel_open");
    while (fgets(command, sizeof command, stdin)) {
        const char *error = obey(command);

        if (error)
            printf("error: %s\n", error);
        else
            printf("end\n");
        fflush(stdout);
    }
    return 0;
}
