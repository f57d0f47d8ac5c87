/** Device models: what stands behind a range. They know offsets and values, and nothing of Xen, slots or sockets. */
package dev.ioreq.emulator.device;
