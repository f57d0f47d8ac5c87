/* A device: the accesses to one range, offsets from its start, values of the access's size. */
#pragma once
#include <stdint.h>

enum device_kind { PORT = 0, MEMORY = 1, PCI = 2 };

struct device {
    enum device_kind kind;
    uint64_t first, last; /* ports, addresses; for PCI both are bus << 8 | device << 3 | function */
    uint64_t (*read)(struct device *device, uint64_t offset, unsigned int size);
    void (*write)(struct device *device, uint64_t offset, unsigned int size, uint64_t value);
    uint8_t *content;
    struct device *next;
};

/* Each returns a device to be given a range, or ends the program for want of memory. */
struct device *new_register_file(void); /* guests/registers.h draws it */
struct device *new_uart(void);          /* a 16550 that prints to stdout at once; nothing is ever received */
struct device *new_plain_memory(uint64_t size);
struct device *new_pci_function(void); /* id "IORQ", one base address register of 4 KiB */
