/** {@code IoreqServer}: one IOREQ server of one guest and the emulator behind it. */
package dev.ioreq.crds.ioreqserver;
