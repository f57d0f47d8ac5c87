/* Configuration space through 0xcf8/0xcfc, as firmware looks for devices. */
#include "io.h"
#include "modes.h"
#include "registers.h"
#include "report.h"

#define ADDRESS 0xcf8
#define DATA    0xcfc
#define ENABLE  0x80000000u

#define PCI_ID             0x00
#define PCI_COMMAND        0x04
#define PCI_BASE_ADDRESS   0x10
#define PCI_INTERRUPT_LINE 0x3c

static uint32_t function_address(unsigned int bus, unsigned int device, unsigned int function)
{
    return ENABLE | bus << 16 | device << 11 | function << 8;
}

static uint16_t point_at(uint32_t function, unsigned int offset)
{
    out32(ADDRESS, function | (offset & 0xfc));
    return (uint16_t)(DATA + (offset & 3));
}

static uint32_t config32(uint32_t function, unsigned int offset) { return in32(point_at(function, offset)); }
static uint16_t config16(uint32_t function, unsigned int offset) { return in16(point_at(function, offset)); }
static uint8_t config8(uint32_t function, unsigned int offset) { return in8(point_at(function, offset)); }

void configure_pci(const struct word *word)
{
    unsigned int bus = (unsigned int)option(word, "bus", 0);
    unsigned int device = (unsigned int)option(word, "device", 5);
    unsigned int number = (unsigned int)option(word, "function", 0);
    uint32_t function = function_address(bus, device, number), size;

    check(config32(function, PCI_ID) == ID_LOW, "pci: %u:%u.%u id=%x", bus, device, number, config32(function, PCI_ID));
    check(config16(function, PCI_ID + 2) == ID_LOW >> 16, "pci: device id, 2 bytes at offset 2: %x",
          config16(function, PCI_ID + 2));

    out32(point_at(function, PCI_BASE_ADDRESS), 0xffffffff);
    size = ~config32(function, PCI_BASE_ADDRESS) + 1;
    check(size == 0x1000, "pci: size of the first base address register=%x", size);
    out32(point_at(function, PCI_BASE_ADDRESS), REGISTERS_MEMORY);
    check(config32(function, PCI_BASE_ADDRESS) == REGISTERS_MEMORY, "pci: base address=%x",
          config32(function, PCI_BASE_ADDRESS));

    out16(point_at(function, PCI_COMMAND), 0x0002);
    check(config16(function, PCI_COMMAND) == 0x0002, "pci: command, 2 bytes: %x", config16(function, PCI_COMMAND));
    out8(point_at(function, PCI_INTERRUPT_LINE), 11);
    check(config8(function, PCI_INTERRUPT_LINE) == 11, "pci: interrupt line, 1 byte: %u",
          config8(function, PCI_INTERRUPT_LINE));

    check(config32(function_address(bus, 31, 7), PCI_ID) == 0xffffffff, "pci: no device at %u:31.7: %x", bus,
          config32(function_address(bus, 31, 7), PCI_ID));
}
