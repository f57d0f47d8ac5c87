/**
 * The story that is told on the playground, and the vocabulary it is told in: servers that are declared, guests that print, emulators
 * and agents that die. Scenario tests use the same words.
 */
package dev.ioreq.playground.story;
