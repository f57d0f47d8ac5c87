/** Kubernetes' protobuf, as far as kubectl speaks it: requests for built-in kinds are read, answers are always JSON. */
package dev.ioreq.playground.apiserver.protobuf;
