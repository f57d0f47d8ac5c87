/* Several virtual processors ask at once; each has its own register, all share the counter. */
#include "cpu_registers.h"
#include "cpus.h"
#include "modes.h"
#include "report.h"

struct task {
    uint16_t port;
    uint32_t requests;
    uint32_t wrong[MAX_CPUS], all_ones[MAX_CPUS];
};

static void ask(unsigned int cpu, void *argument)
{
    struct task *task = argument;
    uint64_t longest;

    for (uint32_t n = 1; n <= task->requests; n++)
        switch (write_and_read(task->port, cpu, cpu << 24 | n, &longest)) {
        case RIGHT: break;
        case ALL_ONES: task->all_ones[cpu]++; break;
        case OTHER: task->wrong[cpu]++; break;
        }
}

void use_all_cpus(const struct word *word)
{
    unsigned int count = (unsigned int)option(word, "count", 2), took_part;
    struct task task = {
        .port = (uint16_t)option(word, "port", REGISTERS_PORT),
        .requests = (uint32_t)option(word, "requests", 500),
    };
    uint32_t before = in32(task.port + REGISTER_COUNTER), counted;

    took_part = on_cpus(count, ask, &task);
    counted = in32(task.port + REGISTER_COUNTER) - before;
    for (unsigned int cpu = 0; cpu < took_part; cpu++)
        check(!task.wrong[cpu] && !task.all_ones[cpu], "cpus: cpu=%u writes=%u all-ones=%u wrong=%u", cpu,
              task.requests, task.all_ones[cpu], task.wrong[cpu]);
    check(took_part == count, "cpus: asked for %u, took part %u", count, took_part);
    check(counted == took_part * task.requests, "cpus: writes=%u counted=%u", took_part * task.requests, counted);
}
