/** What tests of the operator have in common: a clock and a timer that they turn, and an agent that does as it is told. */
package dev.ioreq.operator.testing;
