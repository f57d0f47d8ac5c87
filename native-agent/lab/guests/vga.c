/* Writes to the VGA window, which Xen puts into a server's buffered ring, and reads that must see them (HVM). */
#include "io.h"
#include "modes.h"
#include "report.h"

#define WINDOW      0xa0000ull
#define WINDOW_SIZE 0x10000u

void draw(const struct word *word)
{
    unsigned int writes = (unsigned int)option(word, "writes", 64), wrong = 0;
    uint64_t start = cycles(), spent;

    for (unsigned int n = 0; n < writes; n++) {
        uint64_t at = WINDOW + n * 8 % WINDOW_SIZE;

        switch (n % 4) {
        case 0: write8(at, (uint8_t)n); break;
        case 1: write16(at, (uint16_t)(0x1000 + n)); break;
        case 2: write32(at, 0x20000000 + n); break;
        case 3: write64(at, 0x4000000000000000ull + n); break;
        }
    }
    spent = cycles() - start;
    for (unsigned int n = writes > 64 ? writes - 64 : 0; n < writes; n++) {
        uint64_t at = WINDOW + n * 8 % WINDOW_SIZE;

        switch (n % 4) {
        case 0: wrong += read8(at) != (uint8_t)n; break;
        case 1: wrong += read16(at) != (uint16_t)(0x1000 + n); break;
        case 2: wrong += read32(at) != 0x20000000 + n; break;
        case 3: wrong += read64(at) != 0x4000000000000000ull + n; break;
        }
    }
    check(!wrong, "vga: writes=%u cycles-per-write=%U wrong=%u of the last %u", writes, spent / writes, wrong,
          writes > 64 ? 64 : writes);
}
