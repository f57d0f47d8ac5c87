/** What goes wrong on purpose: an API server that answers late, or not, to whoever is chosen. */
package dev.ioreq.playground.apiserver.faults;
