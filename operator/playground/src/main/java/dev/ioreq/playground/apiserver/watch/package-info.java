/** Watches: the changes of a table as one client wants to see them. */
package dev.ioreq.playground.apiserver.watch;
