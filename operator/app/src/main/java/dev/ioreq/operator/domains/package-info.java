/** Where which domain lives, and which of its I/O which server may claim: pure decisions over what the agents observe. */
package dev.ioreq.operator.domains;
