/* What the guest saw, one fact a line, to Xen's console (port 0xe9; "xl dmesg" shows it as "(d7) fact"). */
#pragma once
#include <stdbool.h>

/* Formats: %s string, %u unsigned, %x unsigned hexadecimal, %U and %X the same of 64 bits. A line has at most 190
 * characters. */
void report(const char *format, ...);

/* Reports the fact as "ok: ..." or "WRONG: ..." and counts it. */
void check(bool right, const char *format, ...);

/* "done: N passed, N failed": the last line. */
void report_result(void);
