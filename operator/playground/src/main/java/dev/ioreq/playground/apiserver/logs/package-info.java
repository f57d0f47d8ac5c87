/** Where the output of containers comes from: the program that runs them plugs itself in here. */
package dev.ioreq.playground.apiserver.logs;
