/** How objects change: every write passes intake, merge, validation and an optimistic put, whoever asked for it. */
package dev.ioreq.playground.apiserver.write;
