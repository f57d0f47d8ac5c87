/** The emulator program that comes with the project: the command line, the reference devices by name, the process's life. */
package dev.ioreq.emulator.program;
