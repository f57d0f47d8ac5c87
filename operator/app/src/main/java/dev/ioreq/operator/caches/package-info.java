/** The informers' caches: kept lean, shared between reconcilers, and told of our own writes. */
package dev.ioreq.operator.caches;
