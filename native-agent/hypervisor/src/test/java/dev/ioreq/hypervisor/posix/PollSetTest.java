package dev.ioreq.hypervisor.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollSetTest {

    @Test
    void itTellsWhichOfItsDescriptorsCanBeRead() throws Exception {
        List<SeqPacketSocket> one = SeqPacketSocket.pair();
        List<SeqPacketSocket> two = SeqPacketSocket.pair();
        PollSet set = new PollSet(2);
        assertThat(set.add(one.get(0).descriptor().value())).isZero();
        assertThat(set.add(two.get(0).descriptor().value())).isEqualTo(1);
        assertThat(set.await(Duration.ZERO)).isFalse();

        two.get(1).send(ByteBuffer.wrap(new byte[] {1}));
        assertThat(set.await(Duration.ofSeconds(10))).isTrue();
        assertThat(set.isReadable(0)).isFalse();
        assertThat(set.isReadable(1)).isTrue();

        set.clear();
        one.get(1).close();
        assertThat(set.add(one.get(0).descriptor().value())).isZero();
        assertThat(set.await(Duration.ofSeconds(10))).as("an end counts").isTrue();
        assertThat(set.isReadable(0)).isTrue();
        one.get(0).close();
        two.forEach(SeqPacketSocket::close);
    }

    @Test
    void itHoldsNoMoreThanItWasMadeFor() {
        PollSet set = new PollSet(1);
        set.add(0);
        assertThatThrownBy(() -> set.add(0)).hasMessage("a poll set of 1 descriptors is full");
    }
}
