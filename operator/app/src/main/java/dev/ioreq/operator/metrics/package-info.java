/** What the operator counts. Never by resource: with thousands of them, a meter each would be more than half of the heap. */
package dev.ioreq.operator.metrics;
