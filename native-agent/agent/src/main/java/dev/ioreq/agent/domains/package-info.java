/**
 * Who lives on this node: the domains with their identities, their births and deaths, and which IOREQ servers each of them has.
 */
package dev.ioreq.agent.domains;
