package dev.ioreq.agent.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.MemFd;
import dev.ioreq.protocol.handover.Detach;
import dev.ioreq.protocol.handover.Detached;
import dev.ioreq.protocol.handover.HandoverError;
import dev.ioreq.protocol.handover.Hello;
import dev.ioreq.protocol.handover.Offer;
import dev.ioreq.protocol.handover.Ranges;
import dev.ioreq.protocol.handover.Ready;
import dev.ioreq.protocol.handover.Resume;
import dev.ioreq.protocol.handover.Resumed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoverPointTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir
    Path directory;

    private final AtomicInteger changes = new AtomicInteger();
    private HandoverBroker broker;
    private HandoverPoint point;
    private Path socket;

    @BeforeEach
    void open() throws Exception {
        int uid = (Integer) Files.getAttribute(directory, "unix:uid");
        broker = new HandoverBroker(new HandoverSettings(directory, Set.of(uid), SHORT, SHORT, SHORT));
        point = broker.open("key", changes::incrementAndGet);
        socket = directory.resolve("key").resolve(HandoverBroker.SOCKET);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void theDirectoryIsTheOwnersAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void anEmulatorAttachesAndHasTheLeaseUntilItCloses() throws Exception {
        TestEmulator emulator = attached();
        assertThat(point.who()).contains("emulator test", "pid", "uid");
        emulator.close();
        await().until(() -> point.door() == Door.NOBODY);
        assertThat(changes).hasPositiveValue();
    }

    @Test
    void anEmulatorWaitsAtTheDoorUntilThereIsSomethingToOffer() throws Exception {
        try (TestEmulator emulator = knocking()) {
            assertThat(emulator.hearsNothing()).isTrue();
            point.offer(offer());
            assertThat(emulator.hear(Offer.class).domid()).isEqualTo(7);
        }
    }

    @Test
    void aSecondEmulatorIsToldThatTheServerIsTaken() throws Exception {
        try (TestEmulator first = attached();
                TestEmulator second = new TestEmulator(socket)) {
            second.say(new Hello("second"));
            HandoverError error = second.hear(HandoverError.class);
            assertThat(error.errno()).isEqualTo(Errno.EBUSY.number());
            assertThat(error.text()).contains("emulator test");
            second.hearEnd();
            point.tell(new Ranges(List.of()));
            first.hear(Ranges.class);
        }
    }

    @Test
    void bytesThatAreNoMessageAreRefusedByFieldAndChangeNothing() throws Exception {
        try (TestEmulator first = attached();
                TestEmulator second = new TestEmulator(socket)) {
            second.sayBytes((byte) 1, (byte) 2, (byte) 3);
            HandoverError error = second.hear(HandoverError.class);
            assertThat(error.errno()).isEqualTo(Errno.EINVAL.number());
            assertThat(error.text()).contains("expected");
            second.hearEnd();
            assertThat(point.door()).isEqualTo(Door.ATTACHED);
            assertThat(first.hearsNothing()).isTrue();
        }
    }

    @Test
    void aMessageOutOfTurnIsRefused() throws Exception {
        try (TestEmulator emulator = new TestEmulator(socket)) {
            emulator.say(new Ready());
            assertThat(emulator.hear(HandoverError.class).text()).contains("READY", "expected HELLO or RESUME");
            emulator.hearEnd();
        }
        assertThat(point.door()).isEqualTo(Door.NOBODY);
    }

    @Test
    void anotherVersionIsRefusedByName() throws Exception {
        try (TestEmulator emulator = new TestEmulator(socket)) {
            emulator.say(new Hello(2, 3, "future"));
            assertThat(emulator.hear(HandoverError.class).text()).contains("HELLO.minVersion", "2..3", "with 1");
        }
    }

    @Test
    void anEmulatorThatDoesNotGetReadyLosesTheOffer() throws Exception {
        try (TestEmulator emulator = knocking()) {
            point.offer(offer());
            emulator.hear(Offer.class);
            HandoverError error = emulator.hear(HandoverError.class);
            assertThat(error.errno()).isEqualTo(Errno.ETIMEDOUT.number());
            emulator.hearEnd();
            assertThat(point.door()).isEqualTo(Door.NOBODY);
        }
    }

    @Test
    void aConnectionThatSaysNothingIsEnded() throws Exception {
        try (TestEmulator emulator = new TestEmulator(socket)) {
            assertThat(emulator.hear(HandoverError.class).errno()).isEqualTo(Errno.ETIMEDOUT.number());
            emulator.hearEnd();
        }
    }

    @Test
    void anEmulatorAskedToDetachKeepsTheLeaseUntilItHas() throws Exception {
        try (TestEmulator emulator = attached()) {
            point.detach(Detach.DISABLED);
            assertThat(emulator.hear(Detach.class).reason()).isEqualTo(Detach.DISABLED);
            assertThat(point.door()).isEqualTo(Door.DETACHING);
            emulator.say(new Detached());
            emulator.hearEnd();
            assertThat(point.door()).isEqualTo(Door.NOBODY);
        }
    }

    @Test
    void anEmulatorThatDoesNotDetachLosesTheLeaseAllTheSame() throws Exception {
        try (TestEmulator emulator = attached()) {
            point.detach(Detach.RELEASED);
            emulator.hear(Detach.class);
            emulator.hearEnd();
            assertThat(point.door()).isEqualTo(Door.NOBODY);
        }
    }

    @Test
    void aGoneDomainEndsTheLeaseAtOnce() throws Exception {
        try (TestEmulator emulator = attached()) {
            point.drop(Detach.DOMAIN_GONE);
            assertThat(point.door()).isEqualTo(Door.NOBODY);
            assertThat(emulator.hear(Detach.class).reason()).isEqualTo(Detach.DOMAIN_GONE);
            emulator.hearEnd();
        }
    }

    @Test
    void aReturningEmulatorBringsItsDescriptors() throws Exception {
        try (TestEmulator emulator = new TestEmulator(socket);
                Descriptor one = MemFd.create("one", 4096);
                Descriptor two = MemFd.create("two", 4096)) {
            emulator.say(new Resume(3, 7, "test"), one.value(), two.value());
            await().until(() -> point.door() == Door.RETURNING);
            try (Returned returned = point.takeReturned().orElseThrow()) {
                assertThat(returned.resume()).isEqualTo(new Resume(3, 7, "test"));
            }
            point.resume();
            emulator.hear(Resumed.class);
            assertThat(point.door()).isEqualTo(Door.ATTACHED);
        }
    }

    @Test
    void aResumeWithoutDescriptorsIsRefused() throws Exception {
        try (TestEmulator emulator = new TestEmulator(socket)) {
            emulator.say(new Resume(3, 7, "test"));
            assertThat(emulator.hear(HandoverError.class).text()).contains("RESUME: 0 descriptors, expected 2");
        }
    }

    @Test
    void aStrangerOfAnotherUserIsRefused() throws Exception {
        broker.close();
        broker = new HandoverBroker(new HandoverSettings(directory, Set.of(424242)));
        broker.open("key", changes::incrementAndGet);
        try (TestEmulator emulator = new TestEmulator(socket)) {
            HandoverError error = emulator.hear(HandoverError.class);
            assertThat(error.errno()).isEqualTo(Errno.EACCES.number());
            assertThat(error.text()).contains("uid", "424242");
        }
    }

    @Test
    void aRemovedPointLeavesNoDirectory() throws Exception {
        try (TestEmulator emulator = knocking()) {
            broker.remove("key");
            emulator.hearEnd();
        }
        assertThat(socket.getParent()).doesNotExist();
    }

    @Test
    void aFloodOfSilentConnectionsDoesNotKeepAnEmulatorOut() throws Exception {
        List<TestEmulator> flood =
                IntStream.range(0, 8).mapToObj(i -> new TestEmulator(socket)).toList();
        await().ignoreException(EndOfStreamException.class).untilAsserted(() -> {
            try (TestEmulator emulator = new TestEmulator(socket)) {
                emulator.say(new Hello("patient"));
                assertThat(emulator.hearsNothing()).isTrue();
                assertThat(point.door()).isEqualTo(Door.KNOCKING);
            }
        });
        flood.forEach(TestEmulator::close);
    }

    @Test
    void aTooLongPathIsRefusedWithTheSocketsName() {
        assertThatThrownBy(() -> broker.open("k".repeat(120), changes::incrementAndGet))
                .isInstanceOf(HandoverException.class)
                .hasMessageContaining(HandoverBroker.SOCKET);
    }

    private TestEmulator knocking() throws EndOfStreamException {
        TestEmulator emulator = new TestEmulator(socket);
        emulator.say(new Hello("test"));
        await().until(() -> point.door() == Door.KNOCKING);
        return emulator;
    }

    private TestEmulator attached() throws Exception {
        TestEmulator emulator = knocking();
        point.offer(offer());
        emulator.hear(Offer.class);
        emulator.say(new Ready());
        await().until(() -> point.door() == Door.ATTACHED);
        return emulator;
    }

    private static Offer offer() {
        return new Offer(
                Offer.Hypervisor.SIMULATED,
                Offer.BufferedIo.OFF,
                3,
                7,
                Offer.DomainType.PVH,
                0,
                new UUID(1, 2),
                "guest",
                List.of(21),
                List.of());
    }
}
