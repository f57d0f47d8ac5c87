/**
 * What {@code manifests/} says, held to what the programs do: every document is of its type, the API server takes it, the rights are
 * those the operator uses, the chart renders the same objects, and GitOps tools read our conditions as they are meant.
 */
package dev.ioreq.playground.manifests;
