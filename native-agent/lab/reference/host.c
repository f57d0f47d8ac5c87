#include "host.h"
#include "failure.h"
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xen/xen.h>
#include <xen/memory.h>
#include <xen/sys/evtchn.h>
#include <xen/sys/privcmd.h>

#define PAGE 4096

static bool on_xen(const struct lease *lease) { return lease->offer.hypervisor == IOREQ_HYPERVISOR_XEN; }

static void *reserve(const struct lease *lease, size_t bytes, off_t offset)
{
    void *address = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, lease->frames, offset);

    if (address == MAP_FAILED)
        fail_errno("mmap(frames, %zu bytes at %ld)", bytes, (long)offset);
    return address;
}

void *map_frame(const struct lease *lease, unsigned int frame)
{
    void *address = reserve(lease, PAGE, on_xen(lease) ? 0 : (off_t)frame * PAGE);
    privcmd_mmap_resource_t resource = {.dom = (domid_t)lease->offer.domid,
                                        .type = XENMEM_resource_ioreq_server,
                                        .id = lease->offer.server_id,
                                        .idx = frame,
                                        .num = 1,
                                        .addr = (uintptr_t)address};

    if (on_xen(lease) && ioctl(lease->frames, IOCTL_PRIVCMD_MMAP_RESOURCE, &resource))
        fail_errno("MMAP_RESOURCE(domid=%u, ioreq server %u, frame %u)", lease->offer.domid, lease->offer.server_id,
                   frame);
    return address;
}

uint32_t next_event(const struct lease *lease)
{
    uint32_t port;

    if (read(lease->events, &port, sizeof port) != sizeof port)
        fail_errno("read(event channels)");
    return port;
}

void unmask(const struct lease *lease, uint32_t port)
{
    if (write(lease->events, &port, sizeof port) != sizeof port)
        fail_errno("unmask(port=%u)", port);
}

void notify(const struct lease *lease, uint32_t port)
{
    struct ioctl_evtchn_notify on_channel = {.port = port};
    struct ioreq_simulated_notify simulated = {.port = port, .one = 1};

    if (on_xen(lease) ? ioctl(lease->events, IOCTL_EVTCHN_NOTIFY, &on_channel) != 0
                      : write(lease->events, &simulated, sizeof simulated) != sizeof simulated)
        fail_errno("notify(port=%u)", port);
}

void copy_by_descriptor(void *of, uint64_t address, void *value, unsigned int size, bool to_guest)
{
    const struct lease *lease = of;
    xen_pfn_t pages[2] = {address / PAGE, (address + size - 1) / PAGE};
    unsigned int count = pages[0] == pages[1] ? 1 : 2;
    int errors[2] = {0};
    char *memory;
    privcmd_mmapbatch_v2_t batch = {.num = count, .dom = (domid_t)lease->offer.domid, .arr = pages, .err = errors};

    if (!on_xen(lease))
        return;
    memory = reserve(lease, (size_t)count * PAGE, 0);
    batch.addr = (uintptr_t)memory;
    if (ioctl(lease->frames, IOCTL_PRIVCMD_MMAPBATCH_V2, &batch))
        fail_errno("MMAPBATCH_V2(domid=%u, address %#lx, %u bytes; page errors %d, %d)", lease->offer.domid, address,
                   size, errors[0], errors[1]);
    if (to_guest)
        memcpy(memory + address % PAGE, value, size);
    else
        memcpy(value, memory + address % PAGE, size);
    munmap(memory, (size_t)count * PAGE);
}
