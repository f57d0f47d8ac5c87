/* The few calls to Xen that the guest needs: processors, waiting, its own end. */
#pragma once
#include <stdint.h>
#include <xen/xen.h>
#include <xen/sched.h>
#include <xen/vcpu.h>

/* Once, before any other: Xen fills the page with the right instructions for this processor. */
void prepare_hypercalls(void);

long hypercall2(unsigned int number, unsigned long first, unsigned long second);
long hypercall3(unsigned int number, unsigned long first, unsigned long second, unsigned long third);

/* Lets others run: on the lab's one physical processor a guest that spins keeps its own emulator from answering. */
static inline void yield(void) { hypercall2(__HYPERVISOR_sched_op, SCHEDOP_yield, 0); }

/* reason: SHUTDOWN_poweroff, SHUTDOWN_reboot, SHUTDOWN_crash */
static inline void shut_down(unsigned int reason)
{
    struct sched_shutdown how = {.reason = reason};
    hypercall2(__HYPERVISOR_sched_op, SCHEDOP_shutdown, (unsigned long)&how);
}

/* Sleeps for ever: no interrupt ever comes. */
static inline void sleep_for_ever(void)
{
    for (;;)
        hypercall2(__HYPERVISOR_sched_op, SCHEDOP_block, 0);
}
