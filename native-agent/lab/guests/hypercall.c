#include "hypercall.h"
#include <stdint.h>

#define XEN_LEAVES     0x40000000u
#define XEN_LEAVES_END 0x40010000u

extern char hypercall_page[];

static void cpuid(uint32_t leaf, uint32_t *a, uint32_t *b, uint32_t *c, uint32_t *d)
{
    __asm__ volatile("cpuid" : "=a"(*a), "=b"(*b), "=c"(*c), "=d"(*d) : "a"(leaf), "c"(0));
}

void prepare_hypercalls(void)
{
    uint32_t a, b, c, d;

    /* Xen's leaves move up by 0x100 where it also speaks another hypervisor's language. */
    for (uint32_t leaf = XEN_LEAVES; leaf < XEN_LEAVES_END; leaf += 0x100) {
        cpuid(leaf, &a, &b, &c, &d);
        if (b != 0x566e6558 || c != 0x65584d4d || d != 0x4d4d566e) /* "XenVMMXenVMM" */
            continue;
        cpuid(leaf + 2, &a, &b, &c, &d);
        __asm__ volatile("wrmsr" : : "c"(b), "a"((uint32_t)(uintptr_t)hypercall_page), "d"(0) : "memory");
        return;
    }
}

long hypercall2(unsigned int number, unsigned long first, unsigned long second)
{
    return hypercall3(number, first, second, 0);
}

long hypercall3(unsigned int number, unsigned long first, unsigned long second, unsigned long third)
{
    long result;
    const void *entry = hypercall_page + number * 32;

    __asm__ volatile("call *%[entry]"
                     : "=a"(result), "+D"(first), "+S"(second), "+d"(third)
                     : [entry] "r"(entry)
                     : "memory", "rcx", "r8", "r10", "r11");
    return result;
}
