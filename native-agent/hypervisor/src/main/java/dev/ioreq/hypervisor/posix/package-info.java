/**
 * The few system calls that Java does not offer: descriptors as values, anonymous shared memory, packet sockets that pass descriptors,
 * poll. JNA inside one class, plain ints and byte buffers outside.
 *
 * <p>All of it is safe against EINTR, sets close-on-exec and never raises SIGPIPE.
 */
package dev.ioreq.hypervisor.posix;
