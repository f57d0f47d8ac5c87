/* Reads and writes of each size, at a port range and in memory, checked against the register file. */
#include "io.h"
#include "modes.h"
#include "registers.h"
#include "report.h"

static void check_value(const char *what, uint64_t expected, uint64_t seen)
{
    check(seen == expected, "accesses: %s expected=%X seen=%X", what, expected, seen);
}

/* Written as one width, read as that width; then each byte by itself, to see that nothing beside it changed. */
static void try_ports(uint16_t port)
{
    uint16_t scratch = port + REGISTER_SCRATCH;
    uint32_t before = in32(port + REGISTER_COUNTER);

    check_value("port id", ID_LOW, in32(port + REGISTER_ID));
    out32(scratch, 0xdeadbeef);
    check_value("port 4 bytes", 0xdeadbeef, in32(scratch));
    out16(scratch + 2, 0x1234);
    check_value("port 2 bytes", 0x1234, in16(scratch + 2));
    out8(scratch + 1, 0xa5);
    check_value("port 1 byte", 0xa5, in8(scratch + 1));
    check_value("port bytes beside", 0x1234a5ef, in32(scratch));
    check_value("port byte 0", 0xef, in8(scratch));
    check_value("port byte 3", 0x12, in8(scratch + 3));
    check_value("port writes counted", before + 3, in32(port + REGISTER_COUNTER));
    check_value("port nobody has", 0xffffffff, in32(port + 0x1000));
}

static void try_memory(uint64_t base)
{
    uint64_t scratch = base + REGISTER_SCRATCH;
    uint64_t before = read64(base + REGISTER_COUNTER);

    check_value("memory id", ID_LOW, read32(base + REGISTER_ID));
    write64(scratch, 0x1122334455667788);
    check_value("memory 8 bytes", 0x1122334455667788, read64(scratch));
    write32(scratch + 4, 0xcafebabe);
    check_value("memory 4 bytes", 0xcafebabe, read32(scratch + 4));
    write16(scratch + 2, 0x5a5a);
    check_value("memory 2 bytes", 0x5a5a, read16(scratch + 2));
    write8(scratch, 0x99);
    check_value("memory 1 byte", 0x99, read8(scratch));
    check_value("memory bytes beside", 0xcafebabe5a5a7799, read64(scratch));
    check_value("memory byte 1", 0x77, read8(scratch + 1));
    check_value("memory writes counted", before + 4, read64(base + REGISTER_COUNTER));
    check_value("memory nobody has", 0xffffffff, read32(base - 0x1000));
}

void try_accesses(const struct word *word)
{
    try_ports((uint16_t)option(word, "port", REGISTERS_PORT));
    try_memory(option(word, "memory", REGISTERS_MEMORY));
}
