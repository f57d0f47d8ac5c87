package dev.ioreq.playground.launch;

import java.nio.file.Path;

/**
 * One side's files for mutual TLS, all in PEM.
 *
 * @param certificate its own, with the chain
 * @param key its private key
 * @param authority whom it trusts
 */
public record TlsFiles(Path certificate, Path key, Path authority) {}
