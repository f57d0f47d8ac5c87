/**
 * Holds the examples and a table of bad ones against the CRDs, with the API server's steps in its order: defaults, schema, rules. The
 * rules are evaluated by a CEL implementation that is not ours.
 */
package dev.ioreq.crds.validation;
