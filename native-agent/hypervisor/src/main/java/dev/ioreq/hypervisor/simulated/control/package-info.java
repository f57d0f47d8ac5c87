/**
 * What people and tests do with the guests of an engine in another process: a line protocol on a unix stream socket that {@code socat - UNIX:...}
 * speaks too. Every command is answered by data lines that begin with {@code "| "} and one line {@code ok ...} or {@code error ...}.
 */
package dev.ioreq.hypervisor.simulated.control;
