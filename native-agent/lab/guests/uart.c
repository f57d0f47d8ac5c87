/* Prints text as a boot loader would: programs a 16550, then polls the line status before each byte. */
#include "io.h"
#include "modes.h"
#include "report.h"

#define DATA          0
#define DIVISOR_LOW   0
#define INTERRUPTS    1
#define DIVISOR_HIGH  1
#define FIFO          2
#define LINE_CONTROL  3
#define MODEM_CONTROL 4
#define LINE_STATUS   5
#define DIVISOR_LATCH 0x80
#define EIGHT_BITS    0x03
#define FIFO_CLEAR    0x07
#define READY_AND_UP  0x03
#define HOLDING_EMPTY 0x20
#define POLLS         100000

struct uart {
    uint16_t port;
    uint64_t sent, polls, absent, stuck;
    uint32_t sum;
};

static void set_up(struct uart *uart)
{
    out8(uart->port + INTERRUPTS, 0);
    out8(uart->port + LINE_CONTROL, DIVISOR_LATCH | EIGHT_BITS);
    out8(uart->port + DIVISOR_LOW, 1);
    out8(uart->port + DIVISOR_HIGH, 0);
    out8(uart->port + LINE_CONTROL, EIGHT_BITS);
    out8(uart->port + FIFO, FIFO_CLEAR);
    out8(uart->port + MODEM_CONTROL, READY_AND_UP);
}

static void put(struct uart *uart, char c)
{
    unsigned int polls = 0;
    uint8_t status;

    do {
        status = in8(uart->port + LINE_STATUS);
        uart->polls++;
        if (status == 0xff)
            uart->absent++;
    } while (!(status & HOLDING_EMPTY) && ++polls < POLLS);
    if (polls == POLLS)
        uart->stuck++;
    out8(uart->port + DATA, (uint8_t)c);
    uart->sent++;
    uart->sum = uart->sum * 31 + (uint8_t)c;
}

static void put_line(struct uart *uart, unsigned int number)
{
    const char *text = "the quick brown fox jumps over the lazy dog";
    unsigned int divisor = 1000;

    put(uart, '[');
    for (; divisor; divisor /= 10)
        put(uart, (char)('0' + number / divisor % 10));
    put(uart, ']');
    put(uart, ' ');
    while (*text)
        put(uart, *text++);
    put(uart, '\r');
    put(uart, '\n');
}

void print_boot_text(const struct word *word)
{
    struct uart uart = {.port = (uint16_t)option(word, "port", 0x3f8)};
    unsigned int lines = (unsigned int)option(word, "lines", 20);

    set_up(&uart);
    for (unsigned int line = 1; line <= lines; line++)
        put_line(&uart, line);
    check(!uart.stuck && !uart.absent, "uart: port %x bytes=%U sum=%x status-reads=%U all-ones=%U never-ready=%U",
          uart.port, uart.sent, uart.sum, uart.polls, uart.absent, uart.stuck);
}
