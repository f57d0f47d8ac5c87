#include "server.h"
#include "failure.h"
#include "pages.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <xen/memory.h>

struct xen *open_xen(void)
{
    struct xen *xen = calloc(1, sizeof *xen);

    if (!xen || !(xen->device_model = xendevicemodel_open(NULL, 0)))
        fail_errno("xendevicemodel_open");
    if (!(xen->memory = xenforeignmemory_open(NULL, 0)))
        fail_errno("xenforeignmemory_open");
    if (!(xen->channels = xenevtchn_open(NULL, 0)))
        fail_errno("xenevtchn_open");
    return xen;
}

void close_xen(struct xen *xen)
{
    xenevtchn_close(xen->channels);
    xenforeignmemory_close(xen->memory);
    xendevicemodel_close(xen->device_model);
    free(xen);
}

void create_server(struct server *server, struct xen *xen, domid_t domain, int buffered)
{
    bool rings = buffered != HVM_IOREQSRV_BUFIOREQ_OFF;
    unsigned long first =
        rings ? XENMEM_resource_ioreq_server_frame_bufioreq : XENMEM_resource_ioreq_server_frame_ioreq(0);
    void *address = NULL;

    *server = (struct server){.xen = xen, .domain = domain, .buffered = buffered, .ring_port = -1};
    if (xendevicemodel_nr_vcpus(xen->device_model, domain, &server->vcpus))
        fail_errno("nr_vcpus(domid=%u)", domain);
    if (server->vcpus > MAX_VCPUS)
        fail("domain %u has %u vCPUs; slots for %u fit a page", domain, server->vcpus, MAX_VCPUS);
    if (xendevicemodel_create_ioreq_server(xen->device_model, domain, buffered, &server->id))
        fail_errno("create_ioreq_server(domid=%u, handle_bufioreq=%d)", domain, buffered);
    server->frames = xenforeignmemory_map_resource(xen->memory, domain, XENMEM_resource_ioreq_server, server->id, first,
                                                   rings ? 2 : 1, &address, PROT_READ | PROT_WRITE, 0);
    if (!server->frames)
        fail_errno("acquire_resource(domid=%u, ioreq_server=%u, frames from %lu)", domain, server->id, first);
    if (rings) {
        server->ring = address;
        address = (char *)address + 4096;
    }
    server->slots = ((shared_iopage_t *)address)->vcpu_ioreq;
}

static xenevtchn_port_or_error_t bind(struct server *server, evtchn_port_t remote)
{
    xenevtchn_port_or_error_t local = xenevtchn_bind_interdomain(server->xen->channels, server->domain, remote);

    if (local < 0)
        fail_errno("bind_interdomain(domid=%u, port=%u)", server->domain, remote);
    return local;
}

void enable_server(struct server *server)
{
    if (xendevicemodel_set_ioreq_server_state(server->xen->device_model, server->domain, server->id, 1))
        fail_errno("set_ioreq_server_state(domid=%u, server=%u, enabled)", server->domain, server->id);
    for (unsigned int vcpu = 0; vcpu < server->vcpus; vcpu++)
        server->ports[vcpu] = bind(server, server->slots[vcpu].vp_eport);
    if (server->ring) {
        evtchn_port_t remote;

        /* No gfns: asking for them here would be EPERM, the frames are acquired. */
        if (xendevicemodel_get_ioreq_server_info(server->xen->device_model, server->domain, server->id, NULL, NULL,
                                                 &remote))
            fail_errno("get_ioreq_server_info(domid=%u, server=%u)", server->domain, server->id);
        server->ring_port = bind(server, remote);
    }
}

void map_range(struct server *server, bool memory, uint64_t first, uint64_t last)
{
    if (xendevicemodel_map_io_range_to_ioreq_server(server->xen->device_model, server->domain, server->id, memory,
                                                    first, last))
        fail_errno("map_io_range_to_ioreq_server(domid=%u, server=%u, %s %#lx-%#lx)", server->domain, server->id,
                   memory ? "memory" : "port", first, last);
}

void map_pci(struct server *server, unsigned int bus, unsigned int device, unsigned int function)
{
    if (xendevicemodel_map_pcidev_to_ioreq_server(server->xen->device_model, server->domain, server->id, 0,
                                                  (uint8_t)bus, (uint8_t)device, (uint8_t)function))
        fail_errno("map_pcidev_to_ioreq_server(domid=%u, server=%u, %02x:%02x.%x)", server->domain, server->id, bus,
                   device, function);
}

/* A call on a domain that died in the meantime: no such domain, or one without this server. */
static bool done_or_gone(int result, const char *call, const struct server *server)
{
    if (result && errno != ESRCH && errno != ENOENT)
        fail_errno("%s(domid=%u, server=%u)", call, server->domain, server->id);
    return !result;
}

bool disable_server(struct server *server)
{
    return done_or_gone(xendevicemodel_set_ioreq_server_state(server->xen->device_model, server->domain, server->id, 0),
                        "set_ioreq_server_state to disabled", server);
}

void copy_of_guest(void *of, uint64_t address, void *value, unsigned int size, bool to_guest)
{
    struct server *server = of;
    xen_pfn_t pages[2] = {address >> 12, (address + size - 1) >> 12};
    size_t count = pages[0] == pages[1] ? 1 : 2;
    int errors[2] = {0};
    char *memory =
        xenforeignmemory_map(server->xen->memory, server->domain, PROT_READ | PROT_WRITE, count, pages, errors);

    if (!memory || errors[0] || errors[1])
        fail_errno("map guest memory(domid=%u, address %#lx, %u bytes; page errors %d, %d)", server->domain, address,
                   size, errors[0], errors[1]);
    if (to_guest)
        memcpy(memory + (address & 4095), value, size);
    else
        memcpy(value, memory + (address & 4095), size);
    xenforeignmemory_unmap(server->xen->memory, memory, count);
}

bool destroy_server(struct server *server)
{
    for (unsigned int vcpu = 0; vcpu < server->vcpus; vcpu++)
        xenevtchn_unbind(server->xen->channels, (evtchn_port_t)server->ports[vcpu]);
    if (server->ring_port >= 0)
        xenevtchn_unbind(server->xen->channels, (evtchn_port_t)server->ring_port);
    if (xenforeignmemory_unmap_resource(server->xen->memory, server->frames))
        fail_errno("unmap_resource(domid=%u, ioreq_server=%u)", server->domain, server->id);
    return done_or_gone(xendevicemodel_destroy_ioreq_server(server->xen->device_model, server->domain, server->id),
                        "destroy_ioreq_server", server);
}

struct ioreq *take_request(struct server *server, unsigned int vcpu)
{
    struct ioreq *request = &server->slots[vcpu];

    if (state_of(request) != STATE_IOREQ_READY)
        return NULL;
    take(request);
    return request;
}

void finish_request(struct server *server, unsigned int vcpu)
{
    complete(&server->slots[vcpu]);
    xenevtchn_notify(server->xen->channels, (evtchn_port_t)server->ports[vcpu]);
}

bool is_busy(const struct server *server)
{
    for (unsigned int vcpu = 0; vcpu < server->vcpus; vcpu++)
        if (state_of(&server->slots[vcpu]) != STATE_IOREQ_NONE)
            return true;
    return false;
}
