package dev.ioreq.emulator.benchmark;

import dev.ioreq.emulator.testkit.EmulatorInAProcess;
import dev.ioreq.emulator.testkit.OfferedServer;
import dev.ioreq.emulator.testkit.TestAgent;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.posix.SharedMapping;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.SimulatedXen;
import dev.ioreq.hypervisor.simulated.SimulatedXenConfig;
import dev.ioreq.hypervisor.simulated.XenVersion;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The same guest of the simulated hypervisor, served in turns by the emulator in C ({@code src/test/c/echo.c}) and by the one in Java: requests a
 * second; processor time a request of the emulator's process, warm and right after the start; processor time until it said ready. Only what is
 * compared within one run says something, and processor time says more than requests a second, which contain the simulated hypervisor.
 *
 * <p>Started by {@code native-agent/emulator/serving-cost}. Arguments: {@code DIRECTORY [SECONDS [JVM_FLAG...]]}: where the packaged emulator is; how
 * long each is measured, after as long to get warm (5); flags in addition to {@code ioreq-emulator.jvmargs}.
 */
public final class ServingCostMain {

    private static final HandoverRange PORTS = new HandoverRange("ports", Kind.PORT, 0x500, 0x507);
    private static final String GUEST = "await 0x500\nloop {\nin.4 0x500\nout.4 0x504 1\n}\n";
    private static final int ROUNDS = 3;

    /** Those of an emulator that has just started are looked at by themselves. */
    private static final int FIRST = 1500;

    private final Path directory;
    private final Duration measured;

    private ServingCostMain(Path directory, Duration measured) {
        this.directory = directory;
        this.measured = measured;
    }

    public static void main(String... arguments) throws Exception {
        Path built = Path.of(arguments[0]);
        Duration measured = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 5);
        List<String> flags = Arrays.asList(arguments).subList(Math.min(2, arguments.length), arguments.length);
        Path directory = Files.createTempDirectory("serving");
        try {
            new ServingCostMain(directory, measured).compare(java(built, flags));
        } finally {
            delete(directory);
        }
    }

    private void compare(List<String> java) throws Exception {
        List<String> c = List.of(compile(directory).toString());
        double[] rates = new double[ROUNDS];
        double[] costs = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Served inC = serve("c", c);
            Served inJava = serve("java", java);
            rates[round] = inJava.perSecond() / inC.perSecond();
            costs[round] = inJava.cpuMicrosEach() / inC.cpuMicrosEach();
        }
        Arrays.sort(rates);
        Arrays.sort(costs);
        say(
                "Java / C: %.2f of the requests a second, %.2f times the processor time a request (medians of %d)",
                rates[ROUNDS / 2], costs[ROUNDS / 2], ROUNDS);
    }

    private Served serve(String name, List<String> command) throws Exception {
        Path socket = directory.resolve("h.sock");
        try (SimulatedXen xen = new SimulatedXen(SimulatedXenConfig.of(XenVersion.V4_20));
                TestAgent agent = new TestAgent(socket);
                EmulatorInAProcess emulator = new EmulatorInAProcess(directory, name, command, socket)) {
            DomainId domain = xen.start(GuestConfig.named("guest").withProgram(GUEST));
            try (OfferedServer server = new OfferedServer(xen.asHypervisor(0), domain, BufferedIo.OFF, PORTS);
                    SharedMapping progress = Served.progressOf(server)) {
                agent.attaches(server.offer(), server.descriptors());
                Served ready = Served.now(progress, emulator.pid());
                server.mapRanges();
                while (Served.now(progress, emulator.pid()).requests() < FIRST) {
                    Thread.sleep(1);
                }
                Served first = Served.now(progress, emulator.pid()).since(ready);
                Thread.sleep(measured.toMillis());
                Served before = Served.now(progress, emulator.pid());
                Thread.sleep(measured.toMillis());
                Served served = Served.now(progress, emulator.pid()).since(before);
                say(
                        "%-4s %6.0f requests/s, %6.2f us of processor each; the first %d: %6.2f us each; until ready %4.0f ms",
                        name,
                        served.perSecond(),
                        served.cpuMicrosEach(),
                        first.requests(),
                        first.cpuMicrosEach(),
                        ready.cpuNanos() / 1e6);
                return served;
            }
        }
    }

    private static List<String> java(Path built, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + built.resolve("ioreq-emulator.jvmargs")));
        command.addAll(flags);
        command.addAll(
                List.of("-jar", built.resolve("ioreq-emulator.jar").toString(), "--device", "ports=mmio-registers"));
        return command;
    }

    private static Path compile(Path directory) throws IOException, InterruptedException {
        Path program = directory.resolve("echo");
        int result = new ProcessBuilder(
                        "cc",
                        "-std=gnu11",
                        "-O2",
                        "-I../protocol/src/main/c",
                        "-o",
                        program.toString(),
                        "src/test/c/echo.c")
                .inheritIO()
                .start()
                .waitFor();
        if (result != 0) {
            throw new IllegalStateException(
                    "cc src/test/c/echo.c ended with " + result + "; run this in native-agent/emulator");
        }
        return program;
    }

    private static void delete(Path directory) throws IOException {
        for (String name : List.of("echo", "c.out", "c.err", "java.out", "java.err", "h.sock")) {
            Files.deleteIfExists(directory.resolve(name));
        }
        Files.delete(directory);
    }

    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
