/** Certificates of the playground: one authority made at every start, and what it vouches for. */
package dev.ioreq.playground.certificates;
