/** What serving costs in Java, beside C. To be run by hand: figures of a busy machine prove nothing, so no test asks for them. */
package dev.ioreq.emulator.benchmark;
