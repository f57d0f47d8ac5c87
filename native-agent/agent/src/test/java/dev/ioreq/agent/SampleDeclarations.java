package dev.ioreq.agent;

import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.declaration.DomainSelector;
import dev.ioreq.agent.declaration.EmulatorPod;
import dev.ioreq.agent.declaration.LostAction;
import dev.ioreq.agent.declaration.LostPolicy;
import dev.ioreq.agent.declaration.NamedRange;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Declarations as tests need them. */
public final class SampleDeclarations {

    public static final NamedRange COM1 = new NamedRange("com1", new PortRange(0x3f8, 0x3ff));
    public static final NamedRange DEBUG = new NamedRange("debug", new PortRange(0xe9, 0xe9));
    public static final NamedRange REGISTERS =
            new NamedRange("registers", new MemoryRange(0xfed0_0000_0000L, 0xffff_ffff_ffff_ffffL));
    public static final NamedRange NIC = new NamedRange("nic", new PciFunction(0, 0, 5, 0));

    private SampleDeclarations() {}

    /** A serial port for the domain of that name; Fence after 1 s. */
    public static Declaration serial(String key, String domain) {
        return of(key, DomainSelector.byName(domain), List.of(COM1));
    }

    public static Declaration of(String key, DomainSelector domain, List<NamedRange> ranges) {
        return new Declaration(
                key,
                1,
                "default",
                "name-of-" + key,
                domain,
                BufferedIo.OFF,
                ranges,
                new LostPolicy(Duration.ofSeconds(1), LostAction.FENCE),
                true,
                Optional.empty());
    }

    public static Declaration withRanges(Declaration of, long generation, NamedRange... ranges) {
        return new Declaration(
                of.key(),
                generation,
                of.namespace(),
                of.name(),
                of.domain(),
                of.bufferedIo(),
                List.of(ranges),
                of.whenEmulatorLost(),
                of.enabled(),
                of.emulatorPod());
    }

    public static Declaration enabled(Declaration of, long generation, boolean enabled) {
        return new Declaration(
                of.key(),
                generation,
                of.namespace(),
                of.name(),
                of.domain(),
                of.bufferedIo(),
                of.ranges(),
                of.whenEmulatorLost(),
                enabled,
                of.emulatorPod());
    }

    /** With the pod {@code <name>-emulator} of this uid, which runs as {@code default}. */
    public static Declaration withPod(Declaration of, String uid) {
        return new Declaration(
                of.key(),
                of.generation(),
                of.namespace(),
                of.name(),
                of.domain(),
                of.bufferedIo(),
                of.ranges(),
                of.whenEmulatorLost(),
                of.enabled(),
                Optional.of(new EmulatorPod(of.namespace(), of.name() + "-emulator", uid, "default")));
    }

    public static Declaration losing(Declaration of, int patienceSeconds, LostAction action) {
        return new Declaration(
                of.key(),
                of.generation(),
                of.namespace(),
                of.name(),
                of.domain(),
                of.bufferedIo(),
                of.ranges(),
                new LostPolicy(Duration.ofSeconds(patienceSeconds), action),
                of.enabled(),
                of.emulatorPod());
    }

    public static Declaration buffered(Declaration of, BufferedIo mode) {
        return new Declaration(
                of.key(),
                of.generation(),
                of.namespace(),
                of.name(),
                of.domain(),
                mode,
                of.ranges(),
                of.whenEmulatorLost(),
                of.enabled(),
                of.emulatorPod());
    }
}
