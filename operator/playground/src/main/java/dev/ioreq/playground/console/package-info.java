/**
 * What a person sees: a live table of the resources and the latest events on a terminal, and a line for each change elsewhere.
 */
package dev.ioreq.playground.console;
