/** OpenAPI of what is served, for kubectl's explain, validation and apply. */
package dev.ioreq.playground.apiserver.openapi;
