#include "hypercall.h"
#include "io.h"
#include "modes.h"
#include "registers.h"
#include "report.h"

void await_registers(const struct word *word)
{
    uint16_t port = (uint16_t)option(word, "port", REGISTERS_PORT);
    unsigned int asked = 1;

    while (in32(port + REGISTER_ID) != ID_LOW) {
        asked++;
        yield();
    }
    report("wait: port %x answered after %u reads", port, asked);
}
