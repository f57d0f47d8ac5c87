/** What the API serves: resource types, the names of objects, and the errors a request can end in. */
package dev.ioreq.playground.apiserver.resource;
