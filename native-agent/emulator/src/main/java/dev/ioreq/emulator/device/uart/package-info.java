/** The 16550A serial port, register by register, as a driver probes it. */
package dev.ioreq.emulator.device.uart;
