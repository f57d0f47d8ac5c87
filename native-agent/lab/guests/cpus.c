#include "cpus.h"
#include "hypercall.h"
#include <stdbool.h>
#include <stddef.h>
#include <xen/hvm/hvm_vcpu.h>

#define STACK_SIZE           16384
#define CR0_PROTECTED_PAGING 0x80000011ul
#define CR4_PAE              0x20ul
#define EFER_LONG_MODE       0x500ul
#define FLAGS_RESERVED       2ul

extern char page_map[];

struct worker {
    void (*work)(unsigned int cpu, void *argument);
    void *argument;
    bool done;
    bool initialised;
};

static struct worker workers[MAX_CPUS];
static char stacks[MAX_CPUS][STACK_SIZE] __attribute__((aligned(16)));

void acquire(struct lock *lock)
{
    while (__atomic_exchange_n(&lock->held, 1, __ATOMIC_ACQUIRE))
        yield();
}

void release(struct lock *lock) { __atomic_store_n(&lock->held, 0, __ATOMIC_RELEASE); }

static long vcpu_op(unsigned int operation, unsigned int cpu, void *argument)
{
    return hypercall3(__HYPERVISOR_vcpu_op, operation, cpu, (unsigned long)argument);
}

/* A processor works, then goes down until the next work brings it up here again. */
static __attribute__((noreturn)) void run_worker(unsigned int cpu)
{
    for (;;) {
        struct worker *self = &workers[cpu];

        self->work(cpu, self->argument);
        __atomic_store_n(&self->done, true, __ATOMIC_RELEASE);
        vcpu_op(VCPUOP_down, cpu, NULL);
    }
}

static bool start(unsigned int cpu)
{
    struct vcpu_hvm_context context = {
        .mode = VCPU_HVM_MODE_64B,
        .cpu_regs.x86_64 =
            {
                .rip = (uint64_t)run_worker,
                .rdi = cpu,
                /* As after a call: the stack pointer is 8 below a multiple of 16. */
                .rsp = (uint64_t)stacks[cpu] + STACK_SIZE - 8,
                .rflags = FLAGS_RESERVED,
                .cr0 = CR0_PROTECTED_PAGING,
                .cr3 = (uint64_t)page_map,
                .cr4 = CR4_PAE,
                .efer = EFER_LONG_MODE,
            },
    };

    if (!workers[cpu].initialised) {
        if (vcpu_op(VCPUOP_initialise, cpu, &context) != 0)
            return false;
        workers[cpu].initialised = true;
    }
    /* Up before it is down would be lost. */
    while (vcpu_op(VCPUOP_is_up, cpu, NULL) == 1)
        yield();
    return vcpu_op(VCPUOP_up, cpu, NULL) == 0;
}

unsigned int on_cpus(unsigned int count, void (*work)(unsigned int cpu, void *argument), void *argument)
{
    unsigned int started = 1;

    for (; started < count && started < MAX_CPUS; started++) {
        workers[started].work = work;
        workers[started].argument = argument;
        workers[started].done = false;
        if (!start(started))
            break;
    }
    work(0, argument);
    for (unsigned int cpu = 1; cpu < started; cpu++)
        while (!__atomic_load_n(&workers[cpu].done, __ATOMIC_ACQUIRE))
            yield();
    return started;
}
