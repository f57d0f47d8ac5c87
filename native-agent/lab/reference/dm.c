/*
 * dm DOMID [OPTION...]: serves a guest's devices until SIGTERM, or until the guest is gone.
 *
 *   --uart PORT  --registers PORT  --memory-registers ADDRESS  --pci DEVICE  --vga      the devices (--vga buffers)
 *   --lazy MILLISECONDS   leaves the ring alone for so long at a time, to see it full
 *   --trace               each request on stderr
 *
 * What the UART is told goes to stdout; "serving" and at the end the counts to stderr.
 */
#define _GNU_SOURCE
#include "device.h"
#include "failure.h"
#include "pages.h"
#include "perform.h"
#include "server.h"
#include "../guests/registers.h"
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#define UART_PORTS 8
#define VGA_FIRST  0xa0000
#define VGA_SIZE   0x20000
#define TICK       100 /* ms: how soon an end of the domain is noticed */

struct counts {
    uint64_t requests, buffered, time_offsets, invalidations, of_vcpu[MAX_VCPUS];
};

static volatile sig_atomic_t stopped;
static bool tracing;
static int lazy_milliseconds;

static void stop(int signal)
{
    (void)signal;
    stopped = 1;
}

static void trace(const char *how, const struct ioreq *r)
{
    if (tracing)
        fprintf(stderr, "%s type=%u %s addr=%#lx data=%#lx size=%u count=%u pointer=%u down=%u\n", how, r->type,
                r->dir == IOREQ_READ ? "read" : "write", r->addr, r->data, r->size, r->count, r->data_is_ptr, r->df);
}

static void drain_ring(struct server *server, struct device *devices, struct counts *counts)
{
    struct ioreq entry;

    while (server->ring && take_buffered(server->ring, &entry)) {
        trace("buffered", &entry);
        counts->buffered++;
        counts->time_offsets += entry.type == IOREQ_TYPE_TIMEOFFSET;
        perform(&(struct guest_memory){copy_of_guest, server}, devices, &entry);
    }
}

/* What the guest wrote to the ring before it asked comes before the answer. */
static void serve_slot(struct server *server, struct device *devices, struct counts *counts, unsigned int vcpu)
{
    struct ioreq *request = take_request(server, vcpu);

    if (!request)
        return;
    drain_ring(server, devices, counts);
    trace("request ", request);
    counts->requests++;
    counts->of_vcpu[vcpu]++;
    counts->invalidations += request->type == IOREQ_TYPE_INVALIDATE;
    perform(&(struct guest_memory){copy_of_guest, server}, devices, request);
    finish_request(server, vcpu);
}

static void serve_all_slots(struct server *server, struct device *devices, struct counts *counts)
{
    drain_ring(server, devices, counts);
    for (unsigned int vcpu = 0; vcpu < server->vcpus; vcpu++)
        serve_slot(server, devices, counts, vcpu);
}

static void serve_event(struct server *server, struct device *devices, struct counts *counts)
{
    xenevtchn_port_or_error_t port = xenevtchn_pending(server->xen->channels);

    if (port < 0)
        fail_errno("xenevtchn_pending");
    if (xenevtchn_unmask(server->xen->channels, (evtchn_port_t)port))
        fail_errno("xenevtchn_unmask(port=%d)", port);
    for (unsigned int vcpu = 0; vcpu < server->vcpus; vcpu++)
        if (server->ports[vcpu] == port) {
            serve_slot(server, devices, counts, vcpu);
            return;
        }
    if (!lazy_milliseconds)
        drain_ring(server, devices, counts);
}

static bool domain_lives(struct server *server)
{
    evtchn_port_t port;

    return xendevicemodel_get_ioreq_server_info(server->xen->device_model, server->domain, server->id, NULL, NULL,
                                                &port) == 0;
}

static void serve(struct server *server, struct device *devices, struct counts *counts)
{
    struct pollfd events = {.fd = xenevtchn_fd(server->xen->channels), .events = POLLIN};

    /* The first bind raises one event that means nothing; a request may also have come before it. */
    serve_all_slots(server, devices, counts);
    while (!stopped) {
        int ready = poll(&events, 1, lazy_milliseconds ? lazy_milliseconds : TICK);

        if (ready > 0)
            serve_event(server, devices, counts);
        else if (ready < 0 && errno != EINTR)
            fail_errno("poll(event channels)");
        else if (!domain_lives(server))
            return;
        else
            drain_ring(server, devices, counts);
    }
}

/* First no new requests: the guest reads all ones. Then answer until nobody waits: only then may the server go. */
static void end(struct server *server, struct device *devices, struct counts *counts)
{
    bool alive = disable_server(server);

    while (alive && is_busy(server)) {
        serve_all_slots(server, devices, counts);
        poll(NULL, 0, 1);
        alive = domain_lives(server);
    }
    destroy_server(server);
}

static struct device *add(struct device *devices, struct device *device, enum device_kind kind, uint64_t first,
                          uint64_t size)
{
    device->kind = kind;
    device->first = first;
    device->last = first + size - 1;
    device->next = devices;
    return device;
}

static struct device *parse(int argc, char **argv, int *buffered)
{
    enum { UART, REGISTERS, MEMORY_REGISTERS, PCI_DEVICE, VGA, LAZY, TRACE };
    static const struct option options[] = {
        {"uart", required_argument, NULL, UART},
        {"registers", required_argument, NULL, REGISTERS},
        {"memory-registers", required_argument, NULL, MEMORY_REGISTERS},
        {"pci", required_argument, NULL, PCI_DEVICE},
        {"vga", no_argument, NULL, VGA},
        {"lazy", required_argument, NULL, LAZY},
        {"trace", no_argument, NULL, TRACE},
        {0},
    };
    struct device *devices = NULL;
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        uint64_t number = optarg ? strtoull(optarg, NULL, 0) : 0;

        switch (option) {
        case UART: devices = add(devices, new_uart(), PORT, number, UART_PORTS); break;
        case REGISTERS: devices = add(devices, new_register_file(), PORT, number, REGISTERS_SIZE); break;
        case MEMORY_REGISTERS: devices = add(devices, new_register_file(), MEMORY, number, REGISTERS_SIZE); break;
        case PCI_DEVICE: devices = add(devices, new_pci_function(), PCI, number << 3, 1); break;
        case VGA:
            devices = add(devices, new_plain_memory(VGA_SIZE), MEMORY, VGA_FIRST, VGA_SIZE);
            *buffered = HVM_IOREQSRV_BUFIOREQ_ATOMIC;
            break;
        case LAZY: lazy_milliseconds = (int)number; break;
        case TRACE: tracing = true; break;
        default: exit(2);
        }
    }
    return devices;
}

int main(int argc, char **argv)
{
    int buffered = HVM_IOREQSRV_BUFIOREQ_OFF;
    struct device *devices = parse(argc, argv, &buffered);
    struct server server;
    struct counts counts = {0};
    double start;

    if (optind + 1 != argc)
        fail("dm: expected one DOMID");
    signal(SIGTERM, stop);
    signal(SIGINT, stop);

    create_server(&server, open_xen(), (domid_t)atoi(argv[optind]), buffered);
    enable_server(&server);
    for (struct device *device = devices; device; device = device->next)
        if (device->kind == PCI)
            map_pci(&server, (unsigned int)device->first >> 8, (unsigned int)device->first >> 3 & 31,
                    (unsigned int)device->first & 7);
        else
            map_range(&server, device->kind == MEMORY, device->first, device->last);

    fprintf(stderr, "serving domid=%u server=%u vcpus=%u\n", server.domain, server.id, server.vcpus);
    start = now();
    serve(&server, devices, &counts);
    end(&server, devices, &counts);
    close_xen(server.xen);
    fprintf(stderr, "served requests=%lu buffered=%lu time-offsets=%lu invalidations=%lu seconds=%.3f\n",
            counts.requests, counts.buffered, counts.time_offsets, counts.invalidations, now() - start);
    for (unsigned int vcpu = 0; vcpu < server.vcpus; vcpu++)
        fprintf(stderr, "vcpu=%u requests=%lu\n", vcpu, counts.of_vcpu[vcpu]);
    return 0;
}
