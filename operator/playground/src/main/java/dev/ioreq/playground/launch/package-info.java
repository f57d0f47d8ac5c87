/**
 * Processes and what they leave behind: where the built programs are, how a lean JVM is started, and how everything ends in
 * order, whoever sends the signal.
 */
package dev.ioreq.playground.launch;
