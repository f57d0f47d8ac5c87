package dev.ioreq.hypervisor.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeqPacketSocketTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void messagesArriveWholeAndInOrder() throws Exception {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        try (SeqPacketSocket left = pair.get(0);
                SeqPacketSocket right = pair.get(1)) {
            left.send(text("one"));
            left.send(text("two and more"));
            assertThat(receiveText(right)).isEqualTo("one");
            assertThat(receiveText(right)).isEqualTo("two and more");
        }
    }

    @Test
    void theLongestMessageArrivesWhole() throws Exception {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        try (SeqPacketSocket left = pair.get(0);
                SeqPacketSocket right = pair.get(1)) {
            ByteBuffer payload = ByteBuffer.allocate(SeqPacketSocket.MAX_MESSAGE);
            payload.putInt(SeqPacketSocket.MAX_MESSAGE - 4, 0x12345678);
            left.send(payload);
            Received received = right.receive(SOON).orElseThrow();
            assertThat(received.payload().remaining()).isEqualTo(SeqPacketSocket.MAX_MESSAGE);
            assertThat(received.payload().order(payload.order()).getInt(SeqPacketSocket.MAX_MESSAGE - 4))
                    .isEqualTo(0x12345678);
            assertThatThrownBy(() -> left.send(ByteBuffer.allocate(SeqPacketSocket.MAX_MESSAGE + 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("65537");
        }
    }

    @Test
    void aPassedDescriptorIsTheSameMemoryAtTheOtherEnd() throws Exception {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        try (SeqPacketSocket left = pair.get(0);
                SeqPacketSocket right = pair.get(1);
                Descriptor memory = MemFd.create("passed", 4096);
                SharedMapping ours = SharedMapping.map(memory, 0, 4096)) {
            left.send(text("here"), memory.value());
            Received received = right.receive(SOON).orElseThrow();
            assertThat(received.descriptors()).hasSize(1);
            try (Descriptor copy = received.descriptors().get(0);
                    SharedMapping theirs = SharedMapping.map(copy, 0, 4096)) {
                assertThat(copy.value()).isNotEqualTo(memory.value());
                ours.use(page -> page.putLong(8, 0x1122334455667788L));
                long seen = theirs.use(page -> page.getLong(8));
                assertThat(seen).isEqualTo(0x1122334455667788L);
            }
        }
    }

    @Test
    void descriptorsBeyondTheExpectedNumberAreClosed() throws Exception {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        try (SeqPacketSocket left = pair.get(0);
                SeqPacketSocket right = pair.get(1);
                Descriptor memory = MemFd.create("extra", 4096)) {
            long before = openMemFds("extra");
            left.send(text("three"), memory.value(), memory.value(), memory.value());
            Received received = right.receive(SOON, 1).orElseThrow();
            assertThat(received.descriptors()).hasSize(1);
            assertThat(openMemFds("extra")).isEqualTo(before + 1);
            received.close();
            assertThat(openMemFds("extra")).isEqualTo(before);
        }
    }

    @Test
    void receivedDescriptorsAreClosedOnExec() throws Exception {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        try (SeqPacketSocket left = pair.get(0);
                SeqPacketSocket right = pair.get(1);
                Descriptor memory = MemFd.create("cloexec", 4096)) {
            left.send(text("x"), memory.value());
            try (Received received = right.receive(SOON).orElseThrow()) {
                int fd = received.descriptors().get(0).value();
                assertThat(Files.readString(Path.of("/proc/self/fdinfo/" + fd))).contains("flags:\t02");
            }
        }
    }

    @Test
    void nothingArrivesBeforeTheTimeout() throws Exception {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        try (SeqPacketSocket left = pair.get(0);
                SeqPacketSocket right = pair.get(1)) {
            assertThat(right.receive(Duration.ofMillis(20))).isEmpty();
            assertThat(left.descriptor().isClosed()).isFalse();
        }
    }

    @Test
    void theEndOfThePeerIsAnEndOfStreamAfterItsLastMessage() throws Exception {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        try (SeqPacketSocket right = pair.get(1)) {
            pair.get(0).send(text("last"));
            pair.get(0).close();
            assertThat(receiveText(right)).isEqualTo("last");
            assertThatThrownBy(() -> right.receive(SOON)).isInstanceOf(EndOfStreamException.class);
            assertThatThrownBy(() -> right.send(text("nobody"))).isInstanceOf(EndOfStreamException.class);
        }
    }

    @Test
    void shutdownWakesAReceiverOfTheSameProcess() throws Exception {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        try (SeqPacketSocket left = pair.get(0);
                SeqPacketSocket right = pair.get(1)) {
            CompletableFuture<Object> receiver = CompletableFuture.supplyAsync(() -> {
                try {
                    return right.receive(Poll.FOREVER);
                } catch (EndOfStreamException e) {
                    return e;
                }
            });
            right.shutdown();
            assertThat(receiver.get(10, TimeUnit.SECONDS)).isInstanceOf(EndOfStreamException.class);
            assertThat(left.descriptor().isClosed()).isFalse();
        }
    }

    @Test
    void aPeerThatDoesNotReadDoesNotBlockATrySend() throws Exception {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        try (SeqPacketSocket left = pair.get(0);
                SeqPacketSocket right = pair.get(1)) {
            int sent = 0;
            while (left.trySend(text("more")) && sent < 100_000) {
                sent++;
            }
            assertThat(sent).isBetween(129, 99_999);
            assertThat(receiveText(right)).isEqualTo("more");
        }
    }

    @Test
    void aListenerKnowsWhoConnects() throws Exception {
        Path path = directory.resolve("s");
        try (SeqPacketListener listener = SeqPacketListener.bind(path);
                SeqPacketSocket client = SeqPacketSocket.connect(path);
                SeqPacketSocket served = listener.accept(SOON).orElseThrow()) {
            assertThat(served.peerCredentials().pid())
                    .isEqualTo((int) ProcessHandle.current().pid());
            client.send(text("hello"));
            assertThat(receiveText(served)).isEqualTo("hello");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aStaleSocketIsReplaced() throws Exception {
        Path path = directory.resolve("s");
        Files.createFile(path);
        try (SeqPacketListener listener = SeqPacketListener.bind(path);
                SeqPacketSocket client = SeqPacketSocket.connect(path)) {
            assertThat(listener.accept(SOON)).isPresent();
            assertThat(client.descriptor().isClosed()).isFalse();
            assertThat(listener.accept(Duration.ofMillis(10))).isEmpty();
        }
    }

    @Test
    void connectingToNobodySaysWhereAndWhy() {
        Path nowhere = directory.resolve("nobody");
        assertThatThrownBy(() -> SeqPacketSocket.connect(nowhere))
                .isInstanceOfSatisfying(
                        PosixException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT))
                .hasMessageContaining(nowhere.toString());
        Path tooLong = directory.resolve("x".repeat(120));
        assertThatThrownBy(() -> SeqPacketSocket.connect(tooLong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 107 bytes");
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String receiveText(SeqPacketSocket socket) throws EndOfStreamException {
        Received received = socket.receive(SOON).orElseThrow();
        return StandardCharsets.UTF_8.decode(received.payload()).toString();
    }

    private static long openMemFds(String name) throws IOException {
        try (var fds = Files.list(Path.of("/proc/self/fd"))) {
            return fds.filter(fd -> target(fd).contains("memfd:" + name)).count();
        }
    }

    private static String target(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
