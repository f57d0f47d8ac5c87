package dev.ioreq.agent.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final Lanes lanes = new Lanes(4);

    @AfterEach
    void close() {
        lanes.close();
    }

    @Test
    void tasksOfOneKeyRunInOrderAndNeverSideBySide() throws InterruptedException {
        List<Integer> order = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(500);
        for (int i = 0; i < 500; i++) {
            int number = i;
            lanes.submit("one", () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                order.add(number);
                inside.decrementAndGet();
                done.countDown();
            });
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(most).hasValue(1);
        assertThat(order).isSorted().hasSize(500);
    }

    @Test
    void differentKeysRunSideBySide() throws InterruptedException {
        CyclicBarrier together = new CyclicBarrier(2);
        CountDownLatch met = new CountDownLatch(2);
        for (String key : List.of("a", "b")) {
            lanes.submit(key, () -> {
                try {
                    together.await(10, TimeUnit.SECONDS);
                    met.countDown();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        assertThat(met.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskThatFailsDoesNotStopItsLane() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        lanes.submit("a", () -> {
            throw new IllegalStateException("on purpose");
        });
        lanes.submit("a", reached::countDown);
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void lanesWithoutWorkTakeNoRoom() {
        for (int i = 0; i < 100; i++) {
            lanes.submit(i, () -> {});
        }
        await().until(() -> lanes.busy() == 0);
    }

    @Test
    void nothingIsTakenAfterTheEnd() {
        lanes.close();
        assertThat(lanes.submit("a", () -> {})).isFalse();
    }
}
