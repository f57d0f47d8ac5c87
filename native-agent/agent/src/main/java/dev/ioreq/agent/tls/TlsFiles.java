package dev.ioreq.agent.tls;

import java.nio.file.Path;

/**
 * PEM files.
 *
 * @param certificate the agent's certificate, followed by its intermediates
 * @param key the agent's private key, PKCS #8
 * @param authority whom client certificates must come from
 */
public record TlsFiles(Path certificate, Path key, Path authority) {}
