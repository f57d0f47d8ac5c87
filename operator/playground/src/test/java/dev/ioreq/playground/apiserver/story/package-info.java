/** The API story: told on the embedded server, and on any real one that a kubeconfig leads to. */
package dev.ioreq.playground.apiserver.story;
