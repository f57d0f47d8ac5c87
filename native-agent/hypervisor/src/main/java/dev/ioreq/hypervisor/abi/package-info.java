/**
 * What Xen and its drivers share with an emulator in memory: the pages of a server as laid out in Xen's public header hvm/ioreq.h, and the
 * arguments of the few ioctls. Each class draws its layout; nothing else knows an offset. Method names say how they order memory. A test
 * compares all of it with a C program that is compiled from Debian's headers.
 *
 * <p>The page classes trust no content: whatever an emulator wrote into a page, they return a value and neither throw nor loop.
 */
package dev.ioreq.hypervisor.abi;
