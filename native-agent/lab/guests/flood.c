/* Never stops asking, and says when the kind of answer changes: a server that goes, another that comes. */
#include "cpu_registers.h"
#include "cpus.h"
#include "modes.h"
#include "report.h"
#include "time.h"

struct flood {
    uint16_t port;
    uint32_t every;
    uint64_t requests; /* 0: for ever */
    uint64_t rest;     /* milliseconds between two pairs */
};

static const char *const names[] = {[RIGHT] = "right", [ALL_ONES] = "all-ones", [OTHER] = "other"};

static void ask(unsigned int cpu, void *argument)
{
    const struct flood *flood = argument;
    uint64_t seen[3] = {0}, total = 0;
    enum answer last = RIGHT;

    while (!flood->requests || total < flood->requests) {
        uint64_t longest;
        enum answer answer = write_and_read(flood->port, cpu, ((uint32_t)++total & 0x7fffffff), &longest);

        seen[answer]++;
        if (answer != last)
            report("flood: cpu=%u pair=%U now %s after %U cycles", cpu, total, names[answer], longest);
        last = answer;
        if (flood->rest)
            sleep_milliseconds(cpu, flood->rest);
        if (flood->every && total % flood->every == 0)
            report("flood: cpu=%u pairs=%U right=%U all-ones=%U other=%U", cpu, total, seen[RIGHT], seen[ALL_ONES],
                   seen[OTHER]);
    }
    report("flood: cpu=%u ends, pairs=%U right=%U all-ones=%U other=%U", cpu, total, seen[RIGHT], seen[ALL_ONES],
           seen[OTHER]);
}

void ask_for_ever(const struct word *word)
{
    struct flood flood = {
        .port = (uint16_t)option(word, "port", REGISTERS_PORT),
        .every = (uint32_t)option(word, "every", 1000),
        .requests = option(word, "requests", 0),
        .rest = option(word, "rest", 0),
    };

    if (flood.rest)
        prepare_time();
    on_cpus((unsigned int)option(word, "count", 1), ask, &flood);
}
