#include "time.h"
#include "hypercall.h"
#include "io.h"
#include "report.h"
#include <stdbool.h>
#include <xen/memory.h>

/* Xen's page takes the place of this one. */
static union {
    struct shared_info info;
    char page[4096];
} shared __attribute__((aligned(4096)));

void prepare_time(void)
{
    struct xen_add_to_physmap page = {
        .domid = DOMID_SELF,
        .space = XENMAPSPACE_shared_info,
        .gpfn = (uint64_t)&shared >> 12,
    };

    if (hypercall2(__HYPERVISOR_memory_op, XENMEM_add_to_physmap, (unsigned long)&page) != 0)
        check(false, "time: no shared info");
}

/* Nanoseconds since Xen booted, as vcpu_time_info in xen.h says they are told. */
static uint64_t system_time(unsigned int cpu)
{
    volatile const struct vcpu_time_info *time = &shared.info.vcpu_info[cpu].time;
    uint32_t version;
    uint64_t nanoseconds;

    do {
        uint64_t passed;

        version = __atomic_load_n(&time->version, __ATOMIC_ACQUIRE);
        passed = cycles() - time->tsc_timestamp;
        passed = time->tsc_shift < 0 ? passed >> -time->tsc_shift : passed << time->tsc_shift;
        nanoseconds = time->system_time + (uint64_t)((unsigned __int128)passed * time->tsc_to_system_mul >> 32);
        __atomic_thread_fence(__ATOMIC_ACQUIRE);
    } while (version & 1 || version != time->version);
    return nanoseconds;
}

void sleep_milliseconds(unsigned int cpu, uint64_t milliseconds)
{
    uint64_t end = system_time(cpu) + milliseconds * 1000000;
    struct sched_poll none = {.nr_ports = 0, .timeout = end};

    while (system_time(cpu) < end)
        if (hypercall2(__HYPERVISOR_sched_op, SCHEDOP_poll, (unsigned long)&none) != 0)
            yield();
}
