/**
 * What was declared of one server: plain values, without a trace of how they came (gRPC) or where they lie (the journal).
 */
package dev.ioreq.agent.declaration;
