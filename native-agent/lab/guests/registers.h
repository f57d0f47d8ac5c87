/*
 * The register file that most modes try accesses with; at a port range or in memory, little endian:
 *
 *   0x00  u64  ID        "IORQ" in the low half
 *   0x08  u64  COUNTER   writes that reached a scratch register since the device started
 *   0x10  u64  SCRATCH   14 registers up to 0x7f, which keep what is written
 */
#pragma once

#define REGISTERS_PORT   0x500
#define REGISTERS_MEMORY 0xfe000000

#define REGISTER_ID      0x00
#define REGISTER_COUNTER 0x08
#define REGISTER_SCRATCH 0x10
#define REGISTERS_SIZE   0x80

#define ID_LOW 0x51524f49u
