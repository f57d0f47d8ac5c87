/* Sets the CMOS clock of an HVM guest: Xen tells every server by a TIMEOFFSET entry in its ring. */
#include "io.h"
#include "modes.h"
#include "report.h"

#define INDEX   0x70
#define DATA    0x71
#define SECONDS 0x00
#define MINUTES 0x02

void set_clock(const struct word *word)
{
    uint8_t minutes = (uint8_t)option(word, "minutes", 0x34), seen;

    out8(INDEX, MINUTES);
    out8(DATA, minutes);
    out8(INDEX, MINUTES);
    seen = in8(DATA);
    check(seen == minutes, "clock: minutes set=%x seen=%x (BCD)", minutes, seen);
}

static unsigned int seconds(void)
{
    uint8_t digits;

    out8(INDEX, SECONDS);
    digits = in8(DATA);
    return (digits >> 4) * 10u + (digits & 15u);
}

void set_clock_back(unsigned int back)
{
    unsigned int before, now;

    do {
        before = seconds();
        while ((now = seconds()) == before)
            ;
    } while (now < back || now > 57);
    now -= back;
    out8(INDEX, SECONDS);
    out8(DATA, (uint8_t)(now / 10 << 4 | now % 10));
}
