/** The one place that knows Jackson's settings: objects are trees, numbers compare equal however they came in. */
package dev.ioreq.playground.apiserver.json;
