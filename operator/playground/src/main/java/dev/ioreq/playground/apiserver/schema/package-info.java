/** Structural schemas of objects and what they decide: pruning, defaulting, validation, and the shape of lists for merges. */
package dev.ioreq.playground.apiserver.schema;
