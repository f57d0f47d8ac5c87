package dev.ioreq.playground.story;

import dev.ioreq.crds.common.Condition;
import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A declared IoreqServer, as the story speaks of it. */
public final class Server {
    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    Server(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public String namespace() {
        return namespace;
    }

    /** The resource now; empty when there is none. */
    public Optional<IoreqServer> resource() {
        return Optional.ofNullable(client.resources(IoreqServer.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** What the operator said last. */
    public Optional<IoreqServerStatus> status() {
        return resource().map(IoreqServer::getStatus);
    }

    public Optional<Condition> condition(ConditionType type) {
        return status().map(IoreqServerStatus::conditions).stream()
                .flatMap(List::stream)
                .filter(condition -> condition.type().equals(type.toString()))
                .findFirst();
    }

    /** Why it is not Ready as declared now; empty when it is. */
    public Optional<String> unready() {
        Optional<IoreqServer> resource = resource();
        if (resource.isEmpty()) {
            return Optional.of(name + " does not exist");
        }
        Optional<Condition> ready = condition(ConditionType.READY);
        boolean current = resource.map(IoreqServer::getStatus)
                .map(IoreqServerStatus::observedGeneration)
                .filter(resource.get().getMetadata().getGeneration()::equals)
                .isPresent();
        if (current && ready.filter(is -> is.status() == ConditionStatus.TRUE).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(name + ": "
                + ready.map(is -> "Ready=" + is.status() + " (" + is.reason() + ": " + is.message() + ")")
                        .orElse("no Ready condition")
                + (current ? "" : ", of an older generation"));
    }

    /** Waits until it is Ready. */
    public Duration awaitReady(Duration most) throws InterruptedException {
        return Eventually.within(most, "IoreqServer " + name + " becomes Ready", this::unready);
    }

    /** Waits until a condition has this status and reason. */
    public Duration await(ConditionType type, ConditionStatus status, String reason, Duration most)
            throws InterruptedException {
        String what = "IoreqServer " + name + ": " + type + "=" + status + " (" + reason + ")";
        return Eventually.within(most, what, () -> {
            Optional<Condition> now = condition(type);
            return now.filter(is -> is.status() == status && is.reason().equals(reason))
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of(now.map(is -> "is " + is.status() + " (" + is.reason() + ": " + is.message() + ")")
                            .orElse("is not there"));
        });
    }

    /** Waits until it is gone from the API. */
    public Duration awaitGone(Duration most) throws InterruptedException {
        return Eventually.within(most, "IoreqServer " + name + " is gone", () -> resource()
                .map(left -> "it is there: " + left.getStatus()));
    }

    /** Deletes it; does not wait. */
    public void isDeleted() {
        client.resources(IoreqServer.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }
}
