/*
 * emulator --device NAME=MODEL... [OPTION...]: serves the server that an agent hands over, as an unprivileged process;
 * how an emulator that knows all of the protocol looks in C. NAME is that of a range, MODEL registers, uart or memory.
 *
 *   --die-at idle|ready|before-unmask|inprocess|answered   raises SIGKILL on itself in exactly that state:
 *       idle           no vCPU waits for it
 *       ready          a request has come that it has not looked at
 *       before-unmask  it has read the event's port, which is masked now
 *       inprocess      it has taken a request, and not answered it
 *       answered       it has answered, and not notified
 *   --after ANSWERS    ... but not before it has answered so many requests (50)
 *   --lazy MILLISECONDS   leaves the ring alone until so long nothing happened, to see it full
 *   --steal            does not serve: gives the lease up, makes the shared event channels blocking, and reads every event before who
 *                      answers now can; what a hostile emulator can do to the agent
 *
 * What the UART is told goes to stdout; "serving", "back" and at the end the counts to stderr.
 */
#define _GNU_SOURCE
#include "host.h"
#include "device.h"
#include "failure.h"
#include "pages.h"
#include "perform.h"
#include "../guests/registers.h"
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define NAME        "reference"
#define UART_PORTS  8
#define MAX_MEMORY  (16u << 20)
#define LOOK_AGAIN  200 /* ms: for an agent that went away */
#define MAX_DEVICES 8

enum death { NEVER, IDLE, READY, BEFORE_UNMASK, INPROCESS, ANSWERED };

static const char *const deaths[] = {[IDLE] = "idle",
                                     [READY] = "ready",
                                     [BEFORE_UNMASK] = "before-unmask",
                                     [INPROCESS] = "inprocess",
                                     [ANSWERED] = "answered"};

struct emulator {
    struct lease lease;
    struct ioreq *slots;
    buffered_iopage_t *ring; /* NULL where nothing is buffered */
    struct ioreq_progress_page *progress;
    struct device *devices;
    uint64_t answered, buffered, time_offsets, invalidations;
    enum death death;
    uint64_t after;
    int lazy;
    bool steals;
};

static struct named {
    const char *name, *model;
    struct device *device;
} named[MAX_DEVICES];
static unsigned int named_devices;

static void say_counts(const struct emulator *emulator, const char *what)
{
    dprintf(STDERR_FILENO, "%s: answered=%lu buffered=%lu time-offsets=%lu invalidations=%lu\n", what,
            emulator->answered, emulator->buffered, emulator->time_offsets, emulator->invalidations);
}

static void die_if(const struct emulator *emulator, enum death here)
{
    if (emulator->death != here || emulator->answered < emulator->after)
        return;
    say_counts(emulator, deaths[here]);
    raise(SIGKILL);
}

/* --- requests */

static void perform_one(struct emulator *emulator, struct ioreq *request)
{
    perform(&(struct guest_memory){copy_by_descriptor, &emulator->lease}, emulator->devices, request);
}

static void drain_ring(struct emulator *emulator)
{
    struct ioreq entry;

    while (emulator->ring && take_buffered(emulator->ring, &entry)) {
        emulator->buffered++;
        emulator->time_offsets += entry.type == IOREQ_TYPE_TIMEOFFSET;
        perform_one(emulator, &entry);
        __atomic_fetch_add(&emulator->progress->ring, 1, __ATOMIC_RELEASE);
    }
}

/* What the guest wrote to the ring before it asked comes before the answer. A request that is INPROCESS at the start
 * was left by another emulator. */
static void serve_slot(struct emulator *emulator, uint32_t vcpu, bool left_over)
{
    struct ioreq *request = &emulator->slots[vcpu];
    unsigned int state = state_of(request);

    if (state != STATE_IOREQ_READY && !(left_over && state == STATE_IOREQ_INPROCESS))
        return;
    take(request);
    __atomic_fetch_add(&emulator->progress->slot[vcpu], 1, __ATOMIC_RELEASE);
    die_if(emulator, INPROCESS);
    drain_ring(emulator);
    emulator->invalidations += request->type == IOREQ_TYPE_INVALIDATE;
    perform_one(emulator, request);
    emulator->answered++;
    complete(request);
    die_if(emulator, ANSWERED);
    __atomic_fetch_add(&emulator->progress->slot[vcpu], 1, __ATOMIC_RELEASE);
    notify(&emulator->lease, emulator->lease.port[vcpu]);
}

static bool somebody_is(const struct emulator *emulator, bool ready)
{
    for (uint32_t vcpu = 0; vcpu < emulator->lease.offer.vcpus; vcpu++) {
        unsigned int state = state_of(&emulator->slots[vcpu]);

        if (ready ? state == STATE_IOREQ_READY : state != STATE_IOREQ_NONE)
            return true;
    }
    return false;
}

/* Events may have been lost before us, ports may be masked, an answer may have gone without its notification. */
static void serve_all_slots(struct emulator *emulator)
{
    const struct lease *lease = &emulator->lease;

    if (emulator->ring)
        unmask(lease, lease->offer.buffered_local_port);
    drain_ring(emulator);
    for (uint32_t vcpu = 0; vcpu < lease->offer.vcpus; vcpu++) {
        unmask(lease, lease->port[vcpu]);
        serve_slot(emulator, vcpu, true);
        notify(lease, lease->port[vcpu]);
    }
}

static void serve_event(struct emulator *emulator)
{
    uint32_t port;

    if (somebody_is(emulator, true))
        die_if(emulator, READY);
    port = next_event(&emulator->lease);
    die_if(emulator, BEFORE_UNMASK);
    unmask(&emulator->lease, port);
    for (uint32_t vcpu = 0; vcpu < emulator->lease.offer.vcpus; vcpu++)
        if (emulator->lease.port[vcpu] == port) {
            serve_slot(emulator, vcpu, false);
            return;
        }
    if (!emulator->lazy)
        drain_ring(emulator);
}

/* --- devices */

static struct device *make(const char *model, const struct ioreq_handover_range *range)
{
    uint64_t size = range->last - range->first + 1;

    if (!strcmp(model, "registers"))
        return new_register_file();
    if (!strcmp(model, "uart"))
        return new_uart();
    if (strcmp(model, "memory"))
        fail("--device %s=%s: expected registers, uart or memory", range->name, model);
    if (size > MAX_MEMORY)
        fail("range %s has %lu bytes, the model memory takes %u", range->name, size, MAX_MEMORY);
    return new_plain_memory(size);
}

/* Gives each device its range; one whose range went away keeps its content and is not reached. */
static void place_devices(struct emulator *emulator)
{
    emulator->devices = NULL;
    for (uint32_t n = 0; n < emulator->lease.offer.ranges; n++) {
        const struct ioreq_handover_range *range = &emulator->lease.range[n];

        for (unsigned int d = 0; d < named_devices; d++) {
            struct device *device;

            if (strncmp(named[d].name, range->name, sizeof range->name))
                continue;
            if (!named[d].device)
                named[d].device = make(named[d].model, range);
            device = named[d].device;
            device->kind = (enum device_kind)range->kind;
            device->first = range->first;
            device->last = range->last;
            device->next = emulator->devices;
            emulator->devices = device;
        }
    }
}

/* --- the whole */

/* False when the lease is over. */
static bool obey(struct emulator *emulator)
{
    switch (hear(&emulator->lease)) {
    case NOTHING_NEW: return true;
    case NEW_RANGES: place_devices(emulator); return true;
    case AGENT_IS_BACK:
        dprintf(STDERR_FILENO, "back: an agent has taken the lease up\n");
        serve_all_slots(emulator);
        return true;
    case DETACH: return false;
    }
    return false;
}

static int patience(const struct emulator *emulator)
{
    if (emulator->death == IDLE && emulator->answered >= emulator->after)
        return 1;
    if (emulator->lease.agent < 0)
        return LOOK_AGAIN;
    return emulator->lazy ? emulator->lazy : -1;
}

static void serve(struct emulator *emulator, int end)
{
    double looked = 0;

    serve_all_slots(emulator);
    for (;;) {
        struct pollfd polled[] = {{.fd = emulator->lease.events, .events = POLLIN},
                                  {.fd = end, .events = POLLIN},
                                  {.fd = emulator->lease.agent, .events = POLLIN}};
        int ready = poll(polled, 3, patience(emulator));

        if (ready < 0 && errno != EINTR)
            fail_errno("poll");
        if (ready > 0 && polled[0].revents)
            serve_event(emulator);
        if (ready > 0 && polled[2].revents && !obey(emulator))
            return;
        if (ready > 0 && polled[1].revents)
            return;
        if (ready == 0) {
            drain_ring(emulator);
            if (!somebody_is(emulator, false))
                die_if(emulator, IDLE);
        }
        if (emulator->lease.agent < 0 && now() - looked > LOOK_AGAIN / 1e3) {
            looked = now();
            look_for_agent(&emulator->lease, NAME);
        }
    }
}

static void steal(const struct lease *lease)
{
    int flags = fcntl(lease->events, F_GETFL);

    close(lease->agent);
    dprintf(STDERR_FILENO, "stealing\n");
    for (;;) {
        if (fcntl(lease->events, F_SETFL, flags & ~O_NONBLOCK))
            fail_errno("fcntl(event channels, blocking)");
        unmask(lease, next_event(lease));
    }
}

/* The descriptor that can be read once SIGTERM or SIGINT came. */
static int ask_for_end(void)
{
    sigset_t ends;
    int descriptor;

    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    descriptor = signalfd(-1, &ends, SFD_CLOEXEC);
    if (descriptor < 0)
        fail_errno("signalfd");
    return descriptor;
}

static enum death death_named(const char *name)
{
    for (enum death death = IDLE; death <= ANSWERED; death++)
        if (!strcmp(name, deaths[death]))
            return death;
    fail("--die-at %s: expected idle, ready, before-unmask, inprocess or answered", name);
}

static void add_device(char *text)
{
    char *model = strchr(text, '=');

    if (!model || named_devices == MAX_DEVICES)
        fail("--device %s: expected NAME=MODEL, at most %d times", text, MAX_DEVICES);
    *model++ = 0;
    named[named_devices++] = (struct named){.name = text, .model = model};
}

static void parse(struct emulator *emulator, int argc, char **argv)
{
    static const struct option options[] = {{"device", required_argument, NULL, 'd'},
                                            {"die-at", required_argument, NULL, 's'},
                                            {"after", required_argument, NULL, 'a'},
                                            {"lazy", required_argument, NULL, 'l'},
                                            {"steal", no_argument, NULL, 't'},
                                            {0}};
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'd': add_device(optarg); break;
        case 's': emulator->death = death_named(optarg); break;
        case 'a': emulator->after = strtoull(optarg, NULL, 0); break;
        case 'l': emulator->lazy = atoi(optarg); break;
        case 't': emulator->steals = true; break;
        default: exit(2);
        }
    }
    if (optind != argc || !named_devices)
        fail("usage: emulator --device NAME=MODEL... [--die-at STATE] [--after ANSWERS] [--lazy MILLISECONDS] [--steal]");
}

int main(int argc, char **argv)
{
    static struct emulator emulator = {.after = 50};
    int end = ask_for_end();

    parse(&emulator, argc, argv);
    attach(&emulator.lease, NAME);
    place_devices(&emulator);
    emulator.slots = ((shared_iopage_t *)map_frame(&emulator.lease, 1))->vcpu_ioreq;
    if (emulator.lease.offer.buffered_io != IOREQ_BUFFERED_OFF)
        emulator.ring = map_frame(&emulator.lease, 0);
    emulator.progress =
        mmap(NULL, sizeof *emulator.progress, PROT_READ | PROT_WRITE, MAP_SHARED, emulator.lease.progress, 0);
    if (emulator.progress == MAP_FAILED)
        fail_errno("mmap(progress)");
    say_ready(&emulator.lease);
    dprintf(STDERR_FILENO, "serving domain %.64s (domid %u), server %u\n", emulator.lease.offer.domain_name,
            emulator.lease.offer.domid, emulator.lease.offer.server_id);
    if (emulator.steals)
        steal(&emulator.lease);
    serve(&emulator, end);
    say_detached(&emulator.lease);
    say_counts(&emulator, "end");
    return 0;
}
