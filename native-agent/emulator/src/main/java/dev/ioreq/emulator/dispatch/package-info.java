/** From a request to the device that answers it. Pure: no slots, no descriptors. */
package dev.ioreq.emulator.dispatch;
