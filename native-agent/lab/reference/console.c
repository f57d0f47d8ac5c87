/*
 * console: what Xen's console said and says, on standard output as it comes, until standard input ends. A test that follows its guests
 * asks this once, where it would start an "xl dmesg" each time it looks.
 */
#define _GNU_SOURCE
#include "failure.h"
#include <errno.h>
#include <poll.h>
#include <unistd.h>
#include <xenctrl.h>

#define LOOK_EVERY 50 /* ms */

static void print(const char *text, size_t bytes)
{
    while (bytes) {
        ssize_t written = write(STDOUT_FILENO, text, bytes);

        if (written < 0)
            fail_errno("write(standard output)");
        text += written;
        bytes -= (size_t)written;
    }
}

int main(void)
{
    static char text[4096];
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    xc_interface *xen = xc_interface_open(NULL, NULL, 0);
    uint32_t index = 0;

    if (!xen)
        fail_errno("xc_interface_open");
    for (;;) {
        unsigned int bytes = sizeof text;

        if (xc_readconsolering(xen, text, &bytes, 0, 1, &index))
            fail_errno("xc_readconsolering(index=%u)", index);
        print(text, bytes);
        if (bytes == sizeof text)
            continue;
        /* Nothing is ever said to it: what can be read is the end. */
        if (poll(&input, 1, LOOK_EVERY) > 0)
            return 0;
    }
}
