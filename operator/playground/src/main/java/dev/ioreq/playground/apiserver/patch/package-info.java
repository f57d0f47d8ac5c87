/** The patch notations beside server-side apply: JSON patch, merge patch, strategic merge patch. Pure functions. */
package dev.ioreq.playground.apiserver.patch;
