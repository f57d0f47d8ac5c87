/** Who asks, what they may, and what they asked. */
package dev.ioreq.playground.apiserver.auth;
