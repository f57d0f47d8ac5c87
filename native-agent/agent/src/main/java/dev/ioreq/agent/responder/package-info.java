/**
 * The fence: answers a server's requests while no emulator does, so that a guest never hangs. Reads give all ones, writes are dropped,
 * INVALIDATE is acknowledged. Taking over follows one order and no other: drain, unmask all ports, scan all slots, notify every port.
 */
package dev.ioreq.agent.responder;
