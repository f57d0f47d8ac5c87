/** Kubernetes Events: what {@code kubectl describe} shows. Told on transitions only, and never in the way of the work. */
package dev.ioreq.operator.events;
