package dev.ioreq.hypervisor.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.SharedMapping;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.SimulatedXen;
import dev.ioreq.hypervisor.simulated.SimulatedXenConfig;
import dev.ioreq.hypervisor.simulated.XenVersion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs of simulated guests with an emulator behind them, and what a bad emulator does to them. */
class SimulatedGuestTest {

    private static final PortRange UART = new PortRange(0x3f8, 0x3ff);

    private final SimulatedXen host = new SimulatedXen(SimulatedXenConfig.of(XenVersion.V4_17));
    private final Hypervisor xen = host.asHypervisor(0);

    @AfterEach
    void pullThePlug() {
        host.close();
    }

    @Test
    void aGuestPrintsToItsUart() {
        DomainId domain = host.start(
                GuestConfig.named("a").withProgram("await 0x3fd\nprint 0x3f8 \"hello\\n\"\nin 0x3fd expect 0x61"));
        try (Emulator uart = Emulator.create(xen, domain, BufferedIo.OFF, UART).serving(request -> 0x60)) {
            await().until(() -> host.transcript("a").lines().contains("vcpu0 halted"));
            StringBuilder written = new StringBuilder();
            uart.seen.stream()
                    .filter(request -> !request.read() && request.addr() == 0x3f8)
                    .forEach(request -> written.append((char) request.data()));
            assertThat(written).hasToString("hello\n");
            assertThat(host.transcript("a").printedText()).isEqualTo("hello\n");
            assertThat(host.transcript("a").failures()).isOne();
            assertThat(host.transcript("a").lines())
                    .containsExactly(
                            "vcpu0 await 0x3fd = 0x60",
                            "vcpu0 printed \"hello\\n\"",
                            "FAILED vcpu0 in.1 0x3fd = 0x60, expected 0x61",
                            "vcpu0 halted");
        }
    }

    @Test
    void stringInputGoesThroughGuestMemory() {
        DomainId domain = host.start(GuestConfig.named("a")
                .withProgram("memory 0 \"xyz\"\nawait 0x3f8\nins.1 0x3f8 to 4094 count 4\nins.2 0x900 to 0 count 2"));
        try (Descriptor memory = host.guestMemory("a");
                SharedMapping guest = SharedMapping.map(memory, 0, 16384);
                Emulator device = Emulator.create(xen, domain, BufferedIo.OFF, UART)) {
            device.serving(request -> {
                if (request.dataIsPointer()) {
                    guest.use(bytes -> {
                        for (int i = 0; i < request.count(); i++) {
                            bytes.put((int) request.data() + i, (byte) 0x47);
                        }
                        return null;
                    });
                }
                return 1;
            });
            await().until(() -> host.transcript("a").lines().contains("vcpu0 halted"));
            assertThat(host.transcript("a").lines())
                    .contains("vcpu0 ins.1 0x3f8 = 47474747", "vcpu0 ins.2 0x900 = ffffffff");
            assertThat(device.seen.stream().filter(request -> request.dataIsPointer()))
                    .as("cut at the end of a page")
                    .extracting(request -> request.count())
                    .containsExactly(2, 2);
        }
    }

    @Test
    void anEmulatorThatHasNothingButTheTwoDescriptorsServes() {
        DomainId domain = host.start(GuestConfig.named("a").withProgram("await 0x3f8\nin 0x3f9 expect 0x2a"));
        try (Emulator agent = Emulator.create(xen, domain, BufferedIo.OFF, UART);
                var frames = xen.openFrameDescriptor(domain, agent.server);
                SharedMapping slots = SharedMapping.map(frames.descriptor(), 4096, 4096);
                Descriptor channel =
                        Descriptor.adopt(agent.channels.descriptor()).dup()) {
            int port = agent.localPorts.get(0);
            int answered = 0;
            while (answered < 2) {
                ByteBuffer pending = message(4);
                assertThat(channel.read(pending)).isEqualTo(4);
                assertThat(pending.getInt(0)).isEqualTo(port);
                channel.write(message(4).putInt(port).flip());
                answered += slots.use(page -> {
                    var slot = new IoreqPage(page).slot(0);
                    if (slot.stateAcquire() != IoreqState.READY) {
                        return 0;
                    }
                    slot.setData(0x2a);
                    slot.setStateRelease(IoreqState.RESPONSE_READY);
                    return 1;
                });
                channel.write(message(8).putInt(port).putInt(1).flip());
            }
            await().until(() -> host.transcript("a").lines().contains("vcpu0 halted"));
            assertThat(host.transcript("a").failures()).isZero();
        }
    }

    @Test
    void nonsenseOnAChannelHarmsNobody() {
        DomainId domain = host.start(GuestConfig.named("a").withProgram("await 0x3f8"));
        try (Emulator emulator = Emulator.create(xen, domain, BufferedIo.OFF, UART);
                Descriptor channel =
                        Descriptor.adopt(emulator.channels.descriptor()).dup()) {
            channel.write(ByteBuffer.wrap("nonsense is longer".getBytes(StandardCharsets.UTF_8)));
            channel.write(message(4).putInt(-1).flip());
            channel.write(message(8).putInt(77).putInt(1).flip());
            channel.write(
                    message(8).putInt(emulator.localPorts.get(0)).putInt(2).flip());
            channel.write(ByteBuffer.allocate(3));
            emulator.serving(request -> 1);
            await().until(() -> host.transcript("a").lines().contains("vcpu0 halted"));
        }
    }

    @Test
    void aStateThatGoesBackCrashesTheGuest() {
        DomainId domain = host.start(GuestConfig.named("a").withPreserve(true).withProgram("await 0x3f8"));
        try (Emulator hostile = Emulator.create(xen, domain, BufferedIo.OFF, UART)) {
            await().until(() -> hostile.state(0) == IoreqState.READY);
            set(hostile, IoreqState.INPROCESS);
            hostile.channels.notify(hostile.localPorts.get(0));
            // The vCPU has to look before the state goes back: its next look is what tells.
            await().untilAsserted(() -> {
                set(hostile, IoreqState.INPROCESS);
                hostile.channels.notify(hostile.localPorts.get(0));
                set(hostile, IoreqState.READY);
                hostile.channels.notify(hostile.localPorts.get(0));
                assertThat(host.list().get(0).state()).isEqualTo("shutdown-crash");
            });
            assertThat(host.transcript("a").lines())
                    .anyMatch(line -> line.contains("weird ioreq state transition INPROCESS -> READY"));
        }
    }

    @Test
    void anEmulatorThatForgesTheEventChannelCrashesItsGuest() {
        DomainId domain = host.start(GuestConfig.named("a").withPreserve(true).withProgram("await 0x3f8"));
        try (Emulator hostile = Emulator.create(xen, domain, BufferedIo.OFF)) {
            hostile.slot(0, slot -> {
                slot.setVpEport(99);
                return null;
            });
            xen.mapIoRange(domain, hostile.server, UART);
            await().until(() -> host.list().get(0).state().equals("shutdown-crash"));
            assertThat(host.transcript("a").lines()).anyMatch(line -> line.contains("bad event channel 99"));
        }
    }

    private static void set(Emulator emulator, IoreqState state) {
        emulator.slot(0, slot -> {
            slot.setStateRelease(state);
            return null;
        });
    }

    private static ByteBuffer message(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
