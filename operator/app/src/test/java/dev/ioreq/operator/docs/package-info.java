/** The operator's pages say what its code says. */
package dev.ioreq.operator.docs;
