package dev.ioreq.hypervisor.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DescriptorTest {

    @Test
    void closingTwiceClosesOnce() {
        Descriptor memory = MemFd.create("twice", 4096);
        Descriptor copy = memory.dup();
        int number = memory.value();
        memory.close();
        memory.close();
        assertThat(Path.of("/proc/self/fd/" + number)).doesNotExist();
        assertThatThrownBy(memory::value).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(memory::dup).isInstanceOf(IllegalStateException.class);
        assertThat(Path.of("/proc/self/fd/" + copy.value())).isSymbolicLink();
        copy.close();
    }

    @Test
    void closeDuringAUseClosesAfterIt() throws Exception {
        Descriptor memory = MemFd.create("used", 4096);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CompletableFuture<Boolean> openWhileUsed = CompletableFuture.supplyAsync(() -> memory.use(fd -> {
            inside.countDown();
            await(closed);
            return Files.isSymbolicLink(Path.of("/proc/self/fd/" + fd));
        }));
        int number = memory.value();
        await(inside);
        memory.close();
        closed.countDown();
        assertThat(openWhileUsed.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Path.of("/proc/self/fd/" + number)).doesNotExist();
    }

    @Test
    void directBuffersGoThroughFromTheirPositionToTheirLimit() {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        try (SeqPacketSocket left = pair.get(0);
                SeqPacketSocket right = pair.get(1)) {
            ByteBuffer out = ByteBuffer.allocateDirect(8).put(new byte[] {9, 1, 2, 3, 4, 9, 9, 9});
            ByteBuffer in = ByteBuffer.allocateDirect(8);
            assertThat(left.descriptor().write(out.flip().position(1).limit(5))).isEqualTo(4);
            assertThat(right.descriptor().read(in)).isEqualTo(4);
            assertThat(in.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
            assertThat(left.descriptor().write(out.position(0).limit(2))).isEqualTo(2);
            assertThat(out.position()).isEqualTo(2);
            assertThat(right.descriptor().read(in.clear().position(6))).isEqualTo(2);
            assertThat(in.get(6)).isEqualTo((byte) 9);
            assertThat(in.get(7)).isEqualTo((byte) 1);
        }
    }

    @Test
    void readsAndWritesGoThrough() {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        try (SeqPacketSocket left = pair.get(0);
                SeqPacketSocket right = pair.get(1)) {
            assertThat(left.descriptor().write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4})))
                    .isEqualTo(4);
            ByteBuffer into = ByteBuffer.allocate(16);
            assertThat(right.descriptor().read(into)).isEqualTo(4);
            assertThat(into.flip().getInt()).isEqualTo(0x01020304);
        }
    }

    @Test
    void pollTellsWhichDescriptorsAreReadable() throws Exception {
        List<SeqPacketSocket> one = SeqPacketSocket.pair();
        List<SeqPacketSocket> two = SeqPacketSocket.pair();
        int first = one.get(0).descriptor().value();
        int second = two.get(0).descriptor().value();
        assertThat(Poll.readable(Duration.ofMillis(5), first, second)).isEmpty();
        two.get(1).send(ByteBuffer.allocate(4));
        assertThat(Poll.readable(Poll.FOREVER, first, second)).containsExactly(second);
        one.get(1).close();
        assertThat(Poll.readable(Poll.FOREVER, first, second)).containsExactly(first, second);
        assertThat(Poll.readable(first, Duration.ZERO)).isTrue();
        one.get(0).close();
        two.forEach(SeqPacketSocket::close);
    }

    @Test
    void aMemFdTellsWhetherAnybodyMapsIt() {
        try (Descriptor memory = MemFd.create("sealed", 8192)) {
            SharedMapping mapping = SharedMapping.map(memory, 4096, 4096);
            assertThat(MemFd.sealUnlessMapped(memory)).isFalse();
            mapping.close();
            assertThat(MemFd.sealUnlessMapped(memory)).isTrue();
            assertThatThrownBy(() -> SharedMapping.map(memory, 0, 4096)).isInstanceOf(PosixException.class);
        }
    }

    @Test
    void aMappingIsGoneAfterCloseAndCloseWaitsForItsUsers() throws Exception {
        try (Descriptor memory = MemFd.create("mapping", 4096)) {
            SharedMapping mapping = SharedMapping.map(memory, 0, 4096);
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            CompletableFuture<Long> user = CompletableFuture.supplyAsync(() -> mapping.use(page -> {
                inside.countDown();
                await(leave);
                return page.putLong(0, 5).getLong(0);
            }));
            await(inside);
            CompletableFuture<Void> closer = CompletableFuture.runAsync(mapping::close);
            assertThat(closer).isNotDone();
            leave.countDown();
            assertThat(user.get(10, TimeUnit.SECONDS)).isEqualTo(5L);
            closer.get(10, TimeUnit.SECONDS);
            assertThatThrownBy(() -> mapping.use(ByteBuffer::capacity)).isInstanceOf(IllegalStateException.class);
            mapping.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
