package dev.ioreq.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.xennode.XenNode;
import dev.ioreq.operator.testing.HandClock;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventShapeTest {

    private final HandClock clock = new HandClock();
    private final EventShape shape = new EventShape(clock);
    private final IoreqServer server = new IoreqServer();

    EventShapeTest() {
        server.setMetadata(new ObjectMetaBuilder()
                .withName("uart")
                .withNamespace("team-a")
                .withUid("uid")
                .build());
    }

    @Test
    void kubectlDescribeFindsItByWhatItIsAbout() {
        Event event = shape.event(server, "Warning", "NoGrant", "No DomainGrant ...");
        assertThat(event.getMetadata().getNamespace()).isEqualTo("team-a");
        assertThat(event.getInvolvedObject().getKind()).isEqualTo("IoreqServer");
        assertThat(event.getInvolvedObject().getUid()).isEqualTo("uid");
        assertThat(event.getSource().getComponent()).isEqualTo("ioreq-operator");
    }

    @Test
    void theSameThingSaidAgainIsTheSameEventWithAHigherCount() {
        Event first = shape.event(server, "Warning", "EmulatorLost", "gone");
        clock.advance(Duration.ofMinutes(1));
        Event second = shape.event(server, "Warning", "EmulatorLost", "gone");
        assertThat(second.getMetadata().getName()).isEqualTo(first.getMetadata().getName());
        Event again = shape.again(first, second);
        assertThat(again.getCount()).isEqualTo(2);
        assertThat(again.getFirstTimestamp()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(again.getLastTimestamp()).isEqualTo("2026-03-01T12:01:00Z");
    }

    @Test
    void anotherThingIsAnotherEvent() {
        assertThat(shape.event(server, "Warning", "EmulatorLost", "gone")
                        .getMetadata()
                        .getName())
                .isNotEqualTo(shape.event(server, "Warning", "EmulatorLost", "gone again")
                        .getMetadata()
                        .getName());
    }

    @Test
    void anEventAboutAResourceOfTheClusterIsInTheDefaultNamespace() {
        XenNode node = new XenNode();
        node.setMetadata(new ObjectMetaBuilder().withName("xen-a").withUid("u").build());
        assertThat(shape.event(node, "Warning", "OrphanReleased", "...")
                        .getMetadata()
                        .getNamespace())
                .isEqualTo("default");
    }

    @Test
    void aLongMessageIsCutToWhatTheApiTakes() {
        assertThat(shape.event(server, "Normal", "Ready", "x".repeat(5000)).getMessage())
                .hasSize(1024)
                .endsWith("...");
    }
}
