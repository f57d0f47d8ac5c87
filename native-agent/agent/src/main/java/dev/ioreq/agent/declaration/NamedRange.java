package dev.ioreq.agent.declaration;

import dev.ioreq.hypervisor.IoRange;

/**
 * One declared range of guest I/O.
 *
 * @param name a DNS label of 1 to 63 characters, unique within the server; the emulator picks its device by it
 * @param range the ports, the memory or the PCI function
 */
public record NamedRange(String name, IoRange range) {

    @Override
    public String toString() {
        return name + " (" + range + ")";
    }
}
