/**
 * Writes what is generated from the types: the CRDs under {@code manifests/crds} and the reference pages under {@code crds/docs}. Part of
 * the tests, because nobody needs it at run time; {@link dev.ioreq.crds.generator.GeneratedFilesTest} holds the files equal to the types.
 */
package dev.ioreq.crds.generator;
