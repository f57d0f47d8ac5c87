/** The HTTP side: paths, bodies, representations, streams. Decides nothing about objects. */
package dev.ioreq.playground.apiserver.http;
