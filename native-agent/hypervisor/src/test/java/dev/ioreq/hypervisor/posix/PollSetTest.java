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
        set.set(0, one.get(0).descriptor().value());
        set.set(1, two.get(0).descriptor().value());
        assertThat(set.await(Duration.ZERO)).isFalse();

        two.get(1).send(ByteBuffer.wrap(new byte[] {1}));
        assertThat(set.await(Duration.ofSeconds(10))).isTrue();
        assertThat(set.isReadable(0)).isFalse();
        assertThat(set.isReadable(1)).isTrue();

        set.set(1, PollSet.NOTHING);
        assertThat(set.await(Duration.ZERO)).as("nobody asks any more").isFalse();
        assertThat(set.isReadable(1)).isFalse();

        one.get(1).close();
        assertThat(set.await(Poll.FOREVER)).as("an end counts").isTrue();
        assertThat(set.isReadable(0)).isTrue();
        one.get(0).close();
        two.forEach(SeqPacketSocket::close);
    }

    @Test
    void itHasNoMorePlacesThanItWasMadeFor() {
        PollSet set = new PollSet(1);
        assertThatThrownBy(() -> set.set(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
