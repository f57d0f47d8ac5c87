/** The objects themselves: one table a collection, one counter of versions, a short memory of events for watches. */
package dev.ioreq.playground.apiserver.store;
