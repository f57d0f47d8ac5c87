package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.PciFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the vCPUs of a guest do, in words that any stage can carry out. */
final class GuestScript {

    sealed interface Access {}

    /** Waits until the port reads other than all ones. */
    record Await(int port) implements Access {}

    record In(int port, int size) implements Access {}

    record Out(int port, int size, long value) implements Access {}

    record Read(long address, int size) implements Access {}

    record Write(long address, int size, long value) implements Access {}

    record Outs(int port, int size, int count) implements Access {}

    record PciRead(PciFunction function, int register, int size) implements Access {}

    /** Gives memory back. */
    record Invalidate() implements Access {}

    /** Sets the clock. */
    record TimeOffset(long seconds) implements Access {}

    /** Reads a port without end. */
    record ReadForEver(int port) implements Access {}

    private final Map<Integer, List<Access>> vcpus = new TreeMap<>();
    private int vcpu;

    /** A guest that does nothing. */
    static GuestScript idle() {
        return new GuestScript();
    }

    static GuestScript of(Access... accesses) {
        return new GuestScript().and(accesses);
    }

    GuestScript and(Access... accesses) {
        vcpus.computeIfAbsent(vcpu, any -> new ArrayList<>()).addAll(List.of(accesses));
        return this;
    }

    /** What follows is for this vCPU. */
    GuestScript onVcpu(int number) {
        vcpu = number;
        return this;
    }

    Map<Integer, List<Access>> vcpus() {
        return vcpus;
    }
}
