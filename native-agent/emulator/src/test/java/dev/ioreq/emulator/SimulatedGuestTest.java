package dev.ioreq.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.emulator.device.DebugPort;
import dev.ioreq.emulator.device.MmioRegisters;
import dev.ioreq.emulator.device.uart.Uart16550;
import dev.ioreq.emulator.testkit.OfferedServer;
import dev.ioreq.emulator.testkit.RunningEmulator;
import dev.ioreq.emulator.testkit.TestAgent;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.SimulatedXen;
import dev.ioreq.hypervisor.simulated.SimulatedXenConfig;
import dev.ioreq.hypervisor.simulated.XenVersion;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator behind guests of the simulated hypervisor. */
class SimulatedGuestTest {

    private static final HandoverRange COM1 = new HandoverRange("com1", Kind.PORT, 0x3f8, 0x3ff);
    private static final HandoverRange DEBUG = new HandoverRange("debug", Kind.PORT, 0xe9, 0xe9);
    private static final HandoverRange REGS = new HandoverRange("regs", Kind.MEMORY, 0xfed00000L, 0xfed00fffL);
    private static final HandoverRange VGA = new HandoverRange("vga", Kind.MEMORY, 0xa0000L, 0xa007fL);
    private static final HandoverRange NIC = new HandoverRange("nic", Kind.PCI, 0x28, 0x28);

    @TempDir
    private Path directory;

    private final SimulatedXen xen = new SimulatedXen(SimulatedXenConfig.of(XenVersion.V4_20));
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final ByteArrayOutputStream debug = new ByteArrayOutputStream();
    private final MmioRegisters vga = new MmioRegisters(3);
    private TestAgent agent;

    @BeforeEach
    void listen() {
        agent = new TestAgent(directory.resolve("h.sock"));
    }

    @AfterEach
    void end() {
        agent.close();
        xen.close();
    }

    @Test
    void aGuestOfTwoVcpusFindsEveryDevice() throws Exception {
        // Where a PVH guest has memory, an HVM guest has the window of a display.
        DomainId domain = start(
                DomainType.HVM,
                2,
                """
                await 0x3f8
                print 0x3f8 "Linux version 6.1\\n"
                out 0x3ff 0x5a
                in 0x3ff expect 0x5a
                out.2 0xe9 0x4141
                in 0xe9 expect 0xe9
                invalidate
                memory 0x10 "text"
                outs.1 0x3f8 from 0x10 count 4
                vga.4 0x10 0x42434445
                pci-read.4 0000:00:05.0 0x0 expect 0x1af41000
                vcpu 1
                await 0x3f8
                repeat 200 {
                write.8 0xfed00010 0x1122334455667788
                read.4 0xfed00014 expect 0x11223344
                }
                read.8 0xfed00008 expect 200
                """);
        try (RunningEmulator emulator = emulator();
                OfferedServer server = new OfferedServer(
                        xen.asHypervisor(0), domain, BufferedIo.ATOMIC, DEBUG, REGS, VGA, NIC, COM1)) {
            agent.attaches(server.offer(), server.descriptors());
            server.mapRanges();

            await().untilAsserted(() -> assertThat(halted()).isEqualTo(2));
            assertThat(xen.transcript("guest").failures()).isZero();
            assertThat(console).hasToString("Linux version 6.1\n");
            await().untilAsserted(() -> assertThat(vga.read(0x10, 4)).isEqualTo(0x42434445));
            assertThat(emulator.said()).contains("port 0x3f8: string access");
        }
    }

    @Test
    void aGuestNeverNoticesThatItsEmulatorWasReplacedTwentyTimes() throws Exception {
        DomainId domain = start(DomainType.PVH, 1, "await 0x3f8\nrepeat 400 {\nprint 0x3f8 \"0123456789\"\n}\n");
        try (OfferedServer server = new OfferedServer(xen.asHypervisor(0), domain, BufferedIo.OFF, COM1)) {
            server.mapRanges();
            for (int life = 1; life <= 20; life++) {
                try (RunningEmulator emulator = new RunningEmulator(
                        directory.resolve("h.sock"), Map.of("com1", new Uart16550(console::write)))) {
                    agent.attaches(server.offer(), server.descriptors());
                    int enough = life * 150;
                    await().until(() -> console.size() >= enough);
                    emulator.isTerminated();
                    assertThat(emulator.exit().code()).isZero();
                }
            }
            try (RunningEmulator last =
                    new RunningEmulator(directory.resolve("h.sock"), Map.of("com1", new Uart16550(console::write)))) {
                agent.attaches(server.offer(), server.descriptors());
                await().untilAsserted(() -> assertThat(halted()).isEqualTo(1));
                assertThat(last.isRunning()).isTrue();
            }
        }
        assertThat(console).hasToString("0123456789".repeat(400));
        assertThat(xen.transcript("guest").failures()).isZero();
    }

    private RunningEmulator emulator() {
        return new RunningEmulator(
                directory.resolve("h.sock"),
                Map.of(
                        "com1", new Uart16550(console::write),
                        "debug", new DebugPort(debug::write),
                        "regs", new MmioRegisters(1),
                        "vga", vga,
                        "nic", new MmioRegisters(0x1af4_1000L)));
    }

    private DomainId start(DomainType type, int vcpus, String program) {
        return xen.start(GuestConfig.named("guest")
                .withType(type)
                .withVcpus(vcpus)
                .withPreserve(true)
                .withProgram(program));
    }

    private long halted() {
        List<String> lines = xen.transcript("guest").lines();
        return lines.stream().filter(line -> line.endsWith("halted")).count();
    }
}
