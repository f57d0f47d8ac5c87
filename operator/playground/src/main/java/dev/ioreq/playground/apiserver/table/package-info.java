/** What {@code kubectl get} prints: Tables (meta.k8s.io/v1), with the columns of CRDs and of built-in kinds. */
package dev.ioreq.playground.apiserver.table;
