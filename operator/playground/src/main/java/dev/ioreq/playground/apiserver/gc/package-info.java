/** What happens by itself: dependents follow their owners, namespaces and CRDs take their objects with them. */
package dev.ioreq.playground.apiserver.gc;
