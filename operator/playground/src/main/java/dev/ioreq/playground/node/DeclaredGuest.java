package dev.ioreq.playground.node;

import dev.ioreq.hypervisor.DomainType;

/**
 * A guest of the playground.
 *
 * @param node where it lives
 * @param name by which servers find it
 * @param vcpus at least 1
 * @param program what its vCPUs do, in the simulated hypervisor's text form
 */
public record DeclaredGuest(String node, String name, DomainType type, int vcpus, String program) {}
