/* How these programs fail: one line that names the call, its arguments and the error; exit status 1. */
#pragma once

__attribute__((noreturn, format(printf, 1, 2))) void fail(const char *format, ...);

/* The same with ": " and the text of errno. */
__attribute__((noreturn, format(printf, 1, 2))) void fail_errno(const char *format, ...);

/* Seconds of the monotonic clock. */
double now(void);
