/**
 * The shared pages between Xen and an emulator, as laid out in Xen's public header hvm/ioreq.h. Each class draws its layout; nothing else
 * knows an offset. Method names say how they order memory.
 *
 * <p>The classes trust no content: whatever an emulator wrote into a page, they return a value and neither throw nor loop.
 */
package dev.ioreq.hypervisor.abi;
