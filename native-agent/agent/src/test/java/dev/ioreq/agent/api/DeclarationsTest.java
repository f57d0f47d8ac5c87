package dev.ioreq.agent.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.agent.SampleDeclarations;
import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.declaration.EmulatorPod;
import dev.ioreq.protocol.agent.BufferedIo;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.DomainSelector;
import dev.ioreq.protocol.agent.Interval;
import dev.ioreq.protocol.agent.IoRange;
import dev.ioreq.protocol.agent.LostAction;
import dev.ioreq.protocol.agent.PciFunction;
import dev.ioreq.protocol.agent.WhenEmulatorLost;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeclarationsTest {

    @Test
    void aGoodDeclarationIsReadAsItIs() throws InvalidDeclarationException {
        Declaration read = Declarations.read(good().build());
        assertThat(read).isEqualTo(SampleDeclarations.serial("key", "guest"));
    }

    @Test
    void neighboursDoNotOverlap() throws InvalidDeclarationException {
        Declaration read = Declarations.read(good().addRanges(port("next", 0x400, 0x407))
                .addRanges(memory("far", 0x3f8, 0x3ff))
                .build());
        assertThat(read.ranges()).hasSize(3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void aBadDeclarationIsRefusedByField(String message, Consumer<DeclaredServer.Builder> spoil) {
        DeclaredServer.Builder server = good();
        spoil.accept(server);
        assertThatThrownBy(() -> Declarations.read(server.build()))
                .isInstanceOf(InvalidDeclarationException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                bad("key: \"\", expected the UID", server -> server.setKey("")),
                bad("key: \"..\", expected the UID", server -> server.setKey("..")),
                bad("key: \"a/b\"", server -> server.setKey("a/b")),
                bad("emulator_pod.namespace: nothing", server -> server.setEmulatorPod(pod().setNamespace(""))),
                bad("emulator_pod.name: nothing", server -> server.setEmulatorPod(pod().setName(""))),
                bad("emulator_pod.uid: nothing", server -> server.setEmulatorPod(pod().setUid(""))),
                bad(
                        "emulator_pod.service_account: nothing",
                        server -> server.setEmulatorPod(pod().setServiceAccount(""))),
                bad("generation: -1", server -> server.setGeneration(-1)),
                bad("domain: nothing is set", server -> server.setDomain(DomainSelector.getDefaultInstance())),
                bad("domain.id: 32752, expected 1 to 32751", server -> server.getDomainBuilder()
                        .setId(32752)),
                bad("domain.uuid: \"XYZ\"", server -> server.getDomainBuilder().setUuid("XYZ")),
                bad("domain.uuid: \"1-2-3-4-5\"", server -> server.getDomainBuilder()
                        .setUuid("1-2-3-4-5")),
                bad("buffered_io: 0, expected off", DeclaredServer.Builder::clearBufferedIo),
                bad("when_emulator_lost.action: 0", DeclaredServer.Builder::clearWhenEmulatorLost),
                bad("when_emulator_lost.after_seconds: 3601", server -> server.getWhenEmulatorLostBuilder()
                        .setAfterSeconds(3601)),
                bad(
                        "ranges[1].port.last: 0x10, expected at least ranges[1].port.first, 0x20",
                        server -> server.addRanges(port("a", 0x20, 0x10))),
                bad(
                        "ranges[1].port.last: 0x10000, expected a port",
                        server -> server.addRanges(port("a", 0xffff, 0x10000))),
                bad("ranges[1].port.last: 0xffffffffffffffff", server -> server.addRanges(port("a", 0, -1))),
                bad("ranges[1].memory.last: 0x0", server -> server.addRanges(memory("a", -1, 0))),
                bad(
                        "ranges[1].name: \"com1\", expected a name that ranges[0] does not have",
                        server -> server.addRanges(port("com1", 0x2f8, 0x2ff))),
                bad("ranges[1].name: \"UPPER\"", server -> server.addRanges(port("UPPER", 1, 2))),
                bad(
                        "does not overlap ranges[0], com1 (port 0x3f8-0x3ff)",
                        server -> server.addRanges(port("a", 0x3ff, 0x400))),
                bad(
                        "ranges[1]: nothing is set",
                        server -> server.addRanges(IoRange.newBuilder().setName("a"))),
                bad(
                        "ranges[1].pci: PCI device 32",
                        server -> server.addRanges(
                                pci("a", PciFunction.newBuilder().setDevice(32)))),
                bad("does not overlap ranges[1], a (pci 0000:00:05.0)", server -> server.addRanges(
                                pci("a", PciFunction.newBuilder().setDevice(5)))
                        .addRanges(pci("b", PciFunction.newBuilder().setDevice(5)))),
                bad("ranges: 257 of them, expected at most 256", server -> {
                    for (int i = 0; i < 256; i++) {
                        server.addRanges(port("r" + i, i, i));
                    }
                }));
    }

    @Test
    void theEmulatorsPodIsReadWhole() throws Exception {
        Declaration declared = Declarations.read(good().setEmulatorPod(pod()).build());

        assertThat(declared.emulatorPod()).contains(new EmulatorPod("tenant", "com1-emulator", "uid-1", "default"));
        assertThat(Declarations.read(good().build()).emulatorPod()).isEmpty();
    }

    private static dev.ioreq.protocol.agent.EmulatorPod.Builder pod() {
        return dev.ioreq.protocol.agent.EmulatorPod.newBuilder()
                .setNamespace("tenant")
                .setName("com1-emulator")
                .setUid("uid-1")
                .setServiceAccount("default");
    }

    private static Arguments bad(String message, Consumer<DeclaredServer.Builder> spoil) {
        return Arguments.of(message, spoil);
    }

    private static DeclaredServer.Builder good() {
        return DeclaredServer.newBuilder()
                .setKey("key")
                .setGeneration(1)
                .setNamespace("default")
                .setName("name-of-key")
                .setDomain(DomainSelector.newBuilder().setName("guest"))
                .setBufferedIo(BufferedIo.BUFFERED_IO_OFF)
                .addRanges(port("com1", 0x3f8, 0x3ff))
                .setWhenEmulatorLost(
                        WhenEmulatorLost.newBuilder().setAfterSeconds(1).setAction(LostAction.LOST_ACTION_FENCE))
                .setEnabled(true);
    }

    private static IoRange.Builder port(String name, long first, long last) {
        return IoRange.newBuilder()
                .setName(name)
                .setPort(Interval.newBuilder().setFirst(first).setLast(last));
    }

    private static IoRange.Builder memory(String name, long first, long last) {
        return IoRange.newBuilder()
                .setName(name)
                .setMemory(Interval.newBuilder().setFirst(first).setLast(last));
    }

    private static IoRange.Builder pci(String name, PciFunction.Builder pci) {
        return IoRange.newBuilder().setName(name).setPci(pci);
    }
}
