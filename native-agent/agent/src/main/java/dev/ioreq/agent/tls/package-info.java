/**
 * Who may talk to this agent: TLS 1.3 with certificates on both sides, read again when their files change, and a client that is the
 * operator by name.
 */
package dev.ioreq.agent.tls;
