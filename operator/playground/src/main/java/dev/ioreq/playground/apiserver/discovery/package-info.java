/** What clients ask first: groups, versions, resources, the server's own version. */
package dev.ioreq.playground.apiserver.discovery;
