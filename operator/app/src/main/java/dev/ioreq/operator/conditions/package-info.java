/** Conditions as a value: an immutable set that remembers when each condition last changed, and the rule when a status is written. */
package dev.ioreq.operator.conditions;
