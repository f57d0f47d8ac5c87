#include "device.h"
#include "failure.h"
#include "../guests/registers.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct device *new_device(uint64_t content)
{
    struct device *device = calloc(1, sizeof *device);

    if (!device || (content && !(device->content = calloc(1, content))))
        fail_errno("device with %lu bytes", content);
    return device;
}

/* --- register file */

static uint64_t read_registers(struct device *device, uint64_t offset, unsigned int size)
{
    uint64_t value = ~0ull;

    if (offset + size <= REGISTERS_SIZE) {
        value = 0;
        memcpy(&value, device->content + offset, size);
    }
    return value;
}

static void write_registers(struct device *device, uint64_t offset, unsigned int size, uint64_t value)
{
    uint64_t counter;

    if (offset < REGISTER_SCRATCH || offset + size > REGISTERS_SIZE)
        return;
    memcpy(device->content + offset, &value, size);
    memcpy(&counter, device->content + REGISTER_COUNTER, sizeof counter);
    counter++;
    memcpy(device->content + REGISTER_COUNTER, &counter, sizeof counter);
}

struct device *new_register_file(void)
{
    struct device *device = new_device(REGISTERS_SIZE);
    uint64_t id = 1ull << 32 | ID_LOW;

    memcpy(device->content + REGISTER_ID, &id, sizeof id);
    device->read = read_registers;
    device->write = write_registers;
    return device;
}

/* --- 16550: what a program that polls needs. Registers by offset; with the divisor latch open, 0 and 1 are the
 * divisor. */

enum {
    DATA,
    INTERRUPT_ENABLE,
    INTERRUPT_ID,
    LINE_CONTROL,
    MODEM_CONTROL,
    LINE_STATUS,
    MODEM_STATUS,
    SCRATCH,
    FIFO_CONTROL,
    DIVISOR_LOW,
    DIVISOR_HIGH,
    UART_REGISTERS
};

#define DIVISOR_LATCH           0x80
#define FIFO_ENABLED            0x01
#define FIFO_PRESENT            0xc0
#define NO_INTERRUPT            0x01
#define HOLDING_AND_SHIFT_EMPTY 0x60
#define CARRIER_READY_CLEAR     0xb0
#define LOOPBACK                0x10

static uint8_t looped_back(uint8_t control)
{
    return (uint8_t)((control & 0x0c) << 4 | (control & 0x02) << 3 | (control & 0x01) << 5);
}

static uint8_t read_uart_register(const uint8_t *registers, unsigned int offset)
{
    switch (offset) {
    case DATA: return registers[LINE_CONTROL] & DIVISOR_LATCH ? registers[DIVISOR_LOW] : 0;
    case INTERRUPT_ENABLE:
        return registers[LINE_CONTROL] & DIVISOR_LATCH ? registers[DIVISOR_HIGH] : registers[INTERRUPT_ENABLE];
    case INTERRUPT_ID: return NO_INTERRUPT | (registers[FIFO_CONTROL] & FIFO_ENABLED ? FIFO_PRESENT : 0);
    case LINE_STATUS: return HOLDING_AND_SHIFT_EMPTY;
    case MODEM_STATUS:
        return registers[MODEM_CONTROL] & LOOPBACK ? looped_back(registers[MODEM_CONTROL]) : CARRIER_READY_CLEAR;
    default: return registers[offset];
    }
}

/* Written through at once: a byte that is answered and then lost with the process would be lost for good. */
static void print(uint8_t byte)
{
    if (write(STDOUT_FILENO, &byte, 1) != 1)
        fail_errno("write(stdout)");
}

static void write_uart_register(uint8_t *registers, unsigned int offset, uint8_t value)
{
    bool latch = registers[LINE_CONTROL] & DIVISOR_LATCH;

    switch (offset) {
    case DATA:
        if (latch)
            registers[DIVISOR_LOW] = value;
        else if (!(registers[MODEM_CONTROL] & LOOPBACK))
            print(value);
        break;
    case INTERRUPT_ENABLE: registers[latch ? DIVISOR_HIGH : INTERRUPT_ENABLE] = latch ? value : value & 0x0f; break;
    case INTERRUPT_ID: registers[FIFO_CONTROL] = value; break;
    case MODEM_CONTROL: registers[MODEM_CONTROL] = value & 0x1f; break;
    case LINE_STATUS:
    case MODEM_STATUS: break;
    default: registers[offset] = value;
    }
}

/* A wide access is as many accesses of a byte. */
static uint64_t read_uart(struct device *device, uint64_t offset, unsigned int size)
{
    uint64_t value = 0;

    for (unsigned int byte = 0; byte < size; byte++)
        value |= (uint64_t)(offset + byte < 8 ? read_uart_register(device->content, (unsigned int)offset + byte) : 0xff)
                 << 8 * byte;
    return value;
}

static void write_uart(struct device *device, uint64_t offset, unsigned int size, uint64_t value)
{
    for (unsigned int byte = 0; byte < size && offset + byte < 8; byte++)
        write_uart_register(device->content, (unsigned int)offset + byte, (uint8_t)(value >> 8 * byte));
}

struct device *new_uart(void)
{
    struct device *device = new_device(UART_REGISTERS);

    device->read = read_uart;
    device->write = write_uart;
    return device;
}

/* --- memory that is memory */

static uint64_t read_memory(struct device *device, uint64_t offset, unsigned int size)
{
    uint64_t value = 0;

    memcpy(&value, device->content + offset, size);
    return value;
}

static void write_memory(struct device *device, uint64_t offset, unsigned int size, uint64_t value)
{
    memcpy(device->content + offset, &value, size);
}

struct device *new_plain_memory(uint64_t size)
{
    struct device *device = new_device(size);

    device->read = read_memory;
    device->write = write_memory;
    return device;
}

/* --- a PCI function: 256 bytes; of the base address register only the bits above 4 KiB can be written */

#define CONFIG_SIZE    256
#define CONFIG_COMMAND 0x04
#define CONFIG_BASE    0x10
#define CONFIG_LINE    0x3c

static uint8_t writable(unsigned int offset)
{
    switch (offset) {
    case CONFIG_COMMAND: return 0x07;
    case CONFIG_BASE + 1: return 0xf0;
    case CONFIG_BASE + 2:
    case CONFIG_BASE + 3:
    case CONFIG_LINE: return 0xff;
    default: return 0;
    }
}

static void write_config(struct device *device, uint64_t offset, unsigned int size, uint64_t value)
{
    for (unsigned int byte = 0; byte < size; byte++) {
        unsigned int at = (unsigned int)offset + byte;
        uint8_t mask = writable(at);

        device->content[at] = (uint8_t)((device->content[at] & ~mask) | (value >> 8 * byte & mask));
    }
}

struct device *new_pci_function(void)
{
    struct device *device = new_device(CONFIG_SIZE);
    uint32_t id = ID_LOW;

    memcpy(device->content, &id, sizeof id);
    device->read = read_memory;
    device->write = write_config;
    return device;
}
