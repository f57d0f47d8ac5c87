package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerStatus;
import dev.ioreq.operator.caches.StatusSink;
import dev.ioreq.operator.conditions.Conditions;
import dev.ioreq.operator.conditions.StatusWrite;
import dev.ioreq.operator.conditions.Stillness;
import dev.ioreq.operator.events.EventRecorder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.Optional;

/** The one place that writes the status of an IoreqServer, and tells people of what has changed with it. */
final class ServerStatusRecorder {

    private static final Duration AFTER_CONFLICT = Duration.ofMillis(200);

    private final Stillness stillness;
    private final Duration patience;
    private final EventRecorder events;

    /** @param patience how long progress may stand still before it is written */
    ServerStatusRecorder(Stillness stillness, Duration patience, EventRecorder events) {
        this.stillness = stillness;
        this.patience = patience;
        this.events = events;
    }

    /** Writes the verdict, if it is worth it; answers when to look again, if not before. */
    Optional<Duration> record(
            IoreqServer server, IoreqServerStatusFactory.Verdict verdict, StatusSink<IoreqServer> sink) {
        IoreqServerStatus before = server.getStatus();
        Conditions conditionsBefore = Conditions.of(before == null ? null : before.conditions());
        Conditions conditionsAfter = Conditions.of(verdict.status().conditions());
        boolean differs = !verdict.status().equals(inOrder(before, conditionsBefore));
        String uid = server.getMetadata().getUid();
        StatusWrite write = StatusWrite.decide(
                differs,
                conditionsBefore,
                conditionsAfter,
                verdict.news(),
                stillness.observe(uid, conditionsAfter),
                patience);
        if (write instanceof StatusWrite.Later later) {
            return Optional.of(later.after());
        }
        if (conditionsAfter.isTrue(ConditionType.READY)) {
            stillness.forget(uid);
        }
        if (write instanceof StatusWrite.Never) {
            return Optional.empty();
        }
        if (!sink.write(fresh(server, verdict.status()), server)) {
            return Optional.of(AFTER_CONFLICT);
        }
        tell(server, conditionsBefore, conditionsAfter, verdict.news() == StatusWrite.News.WRONG);
        return Optional.empty();
    }

    /** The resource is gone. */
    void forget(IoreqServer server) {
        stillness.forget(server.getMetadata().getUid());
    }

    private void tell(IoreqServer server, Conditions before, Conditions after, boolean wrong) {
        var ready = after.get(ConditionType.READY).orElseThrow();
        if (after.isTrue(ConditionType.READY)) {
            if (!before.isTrue(ConditionType.READY)) {
                events.normal(server, ready.reason(), ready.message());
            }
        } else if (wrong && !before.reason(ConditionType.READY).equals(ready.reason())) {
            events.warning(server, ready.reason(), ready.message());
        }
    }

    private static IoreqServer fresh(IoreqServer server, IoreqServerStatus status) {
        IoreqServer fresh = new IoreqServer();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(server.getMetadata().getName())
                .withNamespace(server.getMetadata().getNamespace())
                .build());
        fresh.setStatus(status);
        return fresh;
    }

    private static IoreqServerStatus inOrder(IoreqServerStatus status, Conditions conditions) {
        return status == null
                ? null
                : new IoreqServerStatus(
                        status.observedGeneration(),
                        status.nodeName(),
                        status.domain(),
                        status.serverId(),
                        status.vcpus(),
                        status.bufferedPort(),
                        status.frames(),
                        status.emulator(),
                        conditions.toList());
    }
}
