/** Which objects a list or watch is about: label and field selectors in kubectl's notation. */
package dev.ioreq.playground.apiserver.selector;
