/** The emulator that docs/writing-an-emulator.md shows. */
package dev.ioreq.emulator.example;
