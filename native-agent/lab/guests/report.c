#include "report.h"
#include "cpus.h"
#include "io.h"
#include <stdarg.h>

#define DEBUG_PORT 0xe9

static struct lock console;
static unsigned int passed, failed;

static void put_text(const char *text)
{
    while (*text)
        out8(DEBUG_PORT, (uint8_t)*text++);
}

static void put_number(uint64_t value, unsigned int base)
{
    char digits[21];
    char *at = digits + sizeof digits;

    *--at = 0;
    do
        *--at = "0123456789abcdef"[value % base];
    while (value /= base);
    put_text(at);
}

static void put_formatted(const char *format, va_list arguments)
{
    for (; *format; format++) {
        if (*format != '%') {
            out8(DEBUG_PORT, (uint8_t)*format);
            continue;
        }
        switch (*++format) {
        case 's': put_text(va_arg(arguments, const char *)); break;
        case 'u': put_number(va_arg(arguments, unsigned int), 10); break;
        case 'x': put_text("0x"), put_number(va_arg(arguments, unsigned int), 16); break;
        case 'U': put_number(va_arg(arguments, uint64_t), 10); break;
        case 'X': put_text("0x"), put_number(va_arg(arguments, uint64_t), 16); break;
        }
    }
    out8(DEBUG_PORT, '\n');
}

void report(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    acquire(&console);
    put_formatted(format, arguments);
    release(&console);
    va_end(arguments);
}

void check(bool right, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    acquire(&console);
    if (right)
        passed++;
    else
        failed++;
    put_text(right ? "ok: " : "WRONG: ");
    put_formatted(format, arguments);
    release(&console);
    va_end(arguments);
}

void report_result(void) { report("done: %u passed, %u failed", passed, failed); }
