/** The resources that are there without any CRD: which they are, what their fields are, and what the server fills in. */
package dev.ioreq.playground.apiserver.builtin;
