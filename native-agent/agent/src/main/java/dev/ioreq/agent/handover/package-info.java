/**
 * The sockets at which emulators connect. One directory and one socket a server, one lease at a time: the connection is the lease. The
 * broker speaks the protocol and keeps its deadlines; what to offer and when is the supervisor's decision.
 */
package dev.ioreq.agent.handover;
