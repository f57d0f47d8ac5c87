/**
 * Many emulators in one process, a thread each: for trying hundreds of servers on a small machine, where a JVM each would not fit.
 * Sockets, descriptors, pages and protocol are the same; only the isolation between emulators is missing.
 */
package dev.ioreq.playground.pods.shared;
