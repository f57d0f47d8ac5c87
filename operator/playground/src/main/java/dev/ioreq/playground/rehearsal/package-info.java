/** One server comes and goes before anybody watches, so that every program starts faster when it counts. */
package dev.ioreq.playground.rehearsal;
