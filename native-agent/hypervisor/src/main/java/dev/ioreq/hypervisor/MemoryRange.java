package dev.ioreq.hypervisor;

/**
 * Guest-physical addresses.
 *
 * @param first unsigned
 * @param last unsigned, inclusive
 */
public record MemoryRange(long first, long last) implements IoRange {

    @Override
    public String toString() {
        return String.format("memory 0x%x-0x%x", first, last);
    }
}
