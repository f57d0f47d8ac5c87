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
        return "memory 0x" + Long.toHexString(first) + "-0x" + Long.toHexString(last);
    }
}
