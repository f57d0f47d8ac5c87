/** Who owns which field: managedFields, and server-side apply on top of it (KEP-555). Pure functions over trees. */
package dev.ioreq.playground.apiserver.apply;
