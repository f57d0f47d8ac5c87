/* How long a request takes, in cycles of the time stamp counter. */
#include "io.h"
#include "modes.h"
#include "registers.h"
#include "report.h"

static uint16_t port;
static uint64_t memory;

static void read_port(void) { (void)in32(port + REGISTER_SCRATCH); }
static void write_port(void) { out32(port + REGISTER_SCRATCH, 1); }
static void read_memory(void) { (void)read32(memory + REGISTER_SCRATCH); }
static void write_memory(void) { write32(memory + REGISTER_SCRATCH, 1); }

static void time(const char *what, void (*request)(void), unsigned int requests)
{
    uint64_t start = cycles(), before = start, fastest = ~0ull, slowest = 0, total;

    for (unsigned int n = 0; n < requests; n++) {
        uint64_t now;

        request();
        now = cycles();
        if (now - before < fastest)
            fastest = now - before;
        if (now - before > slowest)
            slowest = now - before;
        before = now;
    }
    total = before - start;
    report("bench: %s requests=%u cycles-per-request=%U fastest=%U slowest=%U", what, requests, total / requests,
           fastest, slowest);
}

void measure(const struct word *word)
{
    unsigned int requests = (unsigned int)option(word, "requests", 1000);

    port = (uint16_t)option(word, "port", REGISTERS_PORT);
    memory = option(word, "memory", REGISTERS_MEMORY);
    time("port-read", read_port, requests);
    time("port-write", write_port, requests);
    if (memory) {
        time("memory-read", read_memory, requests);
        time("memory-write", write_memory, requests);
    }
}
