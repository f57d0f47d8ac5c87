/** The API for programs in the server's own process: the same verbs without HTTP. */
package dev.ioreq.playground.apiserver.client;
