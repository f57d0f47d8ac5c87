/**
 * A Kubernetes API server in the JVM: the stage on which the operator plays when no cluster is at hand.
 *
 * <p>{@link dev.ioreq.playground.apiserver.EmbeddedApiServer} starts it; {@link
 * dev.ioreq.playground.apiserver.client.ApiClient} is for programs in the same process. It keeps everything in memory, runs
 * no controllers but those that are the API's own (namespaces, CRDs, garbage collection) and no pods.
 */
package dev.ioreq.playground.apiserver;
