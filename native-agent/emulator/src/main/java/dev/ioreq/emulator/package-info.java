/**
 * An emulator: a process that answers the I/O of one guest's IOREQ server with the devices it is given. {@link dev.ioreq.emulator.Emulator} is
 * where a program of one's own starts; {@link dev.ioreq.emulator.program.Main} is the one that comes with the project.
 *
 * <pre>
 *   lease     the connection to the agent: HELLO, OFFER, READY, RESUME ...
 *   access    what differs between hypervisors: mapping a frame, an event channel
 *   serve     the loop: event -> slot -> answer
 *   dispatch  which device an address belongs to
 *   device    the devices
 * </pre>
 */
package dev.ioreq.emulator;
