package dev.ioreq.hypervisor;

/**
 * What a server answers for. {@code toString} gives the field's notation: {@code port 0x3f8-0x3ff}, {@code memory 0xfe000000-0xfe000fff},
 * {@code pci 0000:00:05.0}.
 *
 * <p>Both ends are inclusive. The order of the ends is not checked here: the hypervisor answers EINVAL for a range that ends before it
 * starts, and that answer belongs to the port.
 */
public sealed interface IoRange permits PortRange, MemoryRange, PciFunction {}
