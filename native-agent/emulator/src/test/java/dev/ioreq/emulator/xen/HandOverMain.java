package dev.ioreq.emulator.xen;

import dev.ioreq.emulator.testkit.OfferedServer;
import dev.ioreq.emulator.testkit.TestAgent;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.xen.XenHypervisor;
import dev.ioreq.protocol.handover.Detach;
import dev.ioreq.protocol.handover.Detached;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import dev.ioreq.protocol.handover.Hello;
import dev.ioreq.protocol.handover.Offer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/**
 * What an agent does at a hand-over, and no more: makes a server of the domain, hands its descriptors to the one emulator that connects, and
 * says {@code serving}; at the end of its own input takes it back and says {@code ended}.
 *
 * <p>Arguments: {@code SOCKET DOMID [OTHER_DOMID]}. With the third, the offer names that domain, to which the descriptors do not reach; then
 * it ends when the emulator does.
 */
public final class HandOverMain {

    private static final HandoverRange COM1 = new HandoverRange("com1", Kind.PORT, 0x3f8, 0x3ff);
    private static final HandoverRange PORTS = new HandoverRange("ports", Kind.PORT, 0x500, 0x57f);
    private static final HandoverRange MEMORY = new HandoverRange("memory", Kind.MEMORY, 0xfe000000L, 0xfe00007fL);

    /** A JVM may take minutes to start where the processor is emulated and the host is busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private HandOverMain() {}

    public static void main(String... arguments) throws Exception {
        Path socket = Path.of(arguments[0]);
        DomainId domain = new DomainId(Integer.parseInt(arguments[1]));
        try (Hypervisor xen = XenHypervisor.open();
                OfferedServer server = new OfferedServer(xen, domain, BufferedIo.OFF, COM1, PORTS, MEMORY);
                TestAgent agent = new TestAgent(socket, PATIENCE)) {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            System.out.println("listening");
            if (arguments.length > 2) {
                agent.accepts();
                agent.expects(Hello.class);
                agent.sends(naming(Integer.parseInt(arguments[2]), server.offer()), server.descriptors());
                agent.expectsEnd();
            } else {
                agent.attaches(server.offer(), server.descriptors());
                server.mapRanges();
                System.out.println("serving");
                awaitEndOfInput();
                agent.sends(new Detach(Detach.RELEASED));
                agent.expects(Detached.class);
            }
            server.end();
        }
        System.out.println("ended");
    }

    private static void awaitEndOfInput() throws Exception {
        while (System.in.read() >= 0) {
            // Whatever is said, only the end counts.
        }
    }

    private static Offer naming(int domid, Offer offer) {
        return new Offer(
                offer.hypervisor(),
                offer.bufferedIo(),
                offer.serverId(),
                domid,
                offer.domainType(),
                offer.bufferedLocalPort(),
                offer.uuid(),
                offer.domainName(),
                offer.localPorts(),
                offer.ranges());
    }
}
