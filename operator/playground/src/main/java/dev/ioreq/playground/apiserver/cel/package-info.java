/** {@code x-kubernetes-validations}: rules in CEL, with Kubernetes' own functions. Loaded when the first rule is needed. */
package dev.ioreq.playground.apiserver.cel;
