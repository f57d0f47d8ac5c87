/*
 * Does what a test says, access by access: all words after "script" are accesses, each for the processor that the last "cpu" word named.
 * Reports what processor n read as "script: cpu=n read=0x...", and its end as "script: cpu=n end".
 *
 *   cpu:n=1  await:port=  in:port=,size=  out:port=,size=,value=  outs:port=,size=,count=  forever:port=
 *   read:at=,size=  write:at=,size=,value=,count=   (count: to as many addresses upwards, values counting up too)
 *   config:bus=,device=,function=,register=,size=   (read by 0xcf8 and 0xcfc)
 *   invalidate  clock:back=   (seconds)
 */
#include "cpus.h"
#include "hypercall.h"
#include "modes.h"
#include "report.h"
#include "sized.h"
#include <stddef.h>
#include <xen/memory.h>

#define CONFIG_ADDRESS 0xcf8
#define CONFIG_DATA    0xcfc
#define CONFIG_ENABLE  0x80000000u
#define PAGES_TO_GIVE  4

static char pages[PAGES_TO_GIVE][4096] __attribute__((aligned(4096)));
static unsigned int pages_given;

static void string_out(uint16_t port, unsigned int size, unsigned long count)
{
    const void *from = pages;

    if (size == 1)
        __asm__ volatile("rep outsb" : "+S"(from), "+c"(count) : "d"(port) : "memory");
    else if (size == 2)
        __asm__ volatile("rep outsw" : "+S"(from), "+c"(count) : "d"(port) : "memory");
    else
        __asm__ volatile("rep outsl" : "+S"(from), "+c"(count) : "d"(port) : "memory");
}

static uint64_t config_read(const struct word *word)
{
    uint32_t function = (uint32_t)(option(word, "bus", 0) << 16 | option(word, "device", 0) << 11 | option(word, "function", 0) << 8);
    unsigned int offset = (unsigned int)option(word, "register", 0);

    out32(CONFIG_ADDRESS, CONFIG_ENABLE | function | (offset & 0xfc));
    return port_in((uint16_t)(CONFIG_DATA + (offset & 3)), (unsigned int)option(word, "size", 4));
}

/* Xen tells every server that what it may have cached of this guest's memory is stale. */
static void give_page(void)
{
    xen_pfn_t frame;
    struct xen_memory_reservation give = {.nr_extents = 1, .domid = DOMID_SELF};

    check(pages_given < PAGES_TO_GIVE, "script: invalidate %u", pages_given + 1);
    frame = (uint64_t)pages[pages_given++] >> 12;
    set_xen_guest_handle(give.extent_start, &frame);
    check(hypercall2(__HYPERVISOR_memory_op, XENMEM_decrease_reservation, (unsigned long)&give) == 1, "script: page given");
}

static void perform(unsigned int cpu, const struct word *word)
{
    uint16_t port = (uint16_t)option(word, "port", 0);
    unsigned int size = (unsigned int)option(word, "size", 1);
    uint64_t at = option(word, "at", 0), value = option(word, "value", 0), count = option(word, "count", 1);

    if (is_mode(word, "await"))
        while (in8(port) == 0xff)
            yield();
    else if (is_mode(word, "in"))
        report("script: cpu=%u read=%X", cpu, port_in(port, size));
    else if (is_mode(word, "out"))
        port_out(port, size, value);
    else if (is_mode(word, "outs"))
        string_out(port, size, count);
    else if (is_mode(word, "forever"))
        for (;;)
            in8(port);
    else if (is_mode(word, "read"))
        report("script: cpu=%u read=%X", cpu, memory_read(at, size));
    else if (is_mode(word, "write"))
        for (uint64_t n = 0; n < count; n++)
            memory_write(at + n, size, value + n);
    else if (is_mode(word, "config"))
        report("script: cpu=%u read=%X", cpu, config_read(word));
    else if (is_mode(word, "invalidate"))
        give_page();
    else if (is_mode(word, "clock"))
        set_clock_back((unsigned int)option(word, "back", 1));
    else
        check(false, "script: unknown access at: %s", word->text);
}

static unsigned int cpus_of(const char *text)
{
    struct word word;
    unsigned int last = 0;

    while (next_word(&text, &word))
        if (is_mode(&word, "cpu") && option(&word, "n", 0) > last)
            last = (unsigned int)option(&word, "n", 0);
    return last + 1;
}

static void perform_all(unsigned int cpu, void *script)
{
    const char *text = script;
    struct word word;
    unsigned int whose = 0;

    while (next_word(&text, &word))
        if (is_mode(&word, "cpu"))
            whose = (unsigned int)option(&word, "n", 0);
        else if (whose == cpu)
            perform(cpu, &word);
    report("script: cpu=%u end", cpu);
}

void run_script(const struct word *word)
{
    const char *accesses = word->text + word->length;

    on_cpus(cpus_of(accesses), perform_all, (void *)accesses);
    sleep_for_ever();
}
