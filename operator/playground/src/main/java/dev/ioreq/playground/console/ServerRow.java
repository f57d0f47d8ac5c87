package dev.ioreq.playground.console;

import dev.ioreq.crds.common.Condition;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** One IoreqServer as the table shows it; what is not known is empty. */
record ServerRow(
        String namespace,
        String name,
        String domain,
        String node,
        String server,
        String emulator,
        String ready,
        String reason) {
    static final List<String> HEADINGS =
            List.of("NAMESPACE", "NAME", "DOMAIN", "NODE", "SERVER", "EMULATOR", "READY", "REASON");

    static ServerRow of(IoreqServer resource) {
        Optional<IoreqServerStatus> status = Optional.ofNullable(resource.getStatus());
        Optional<Condition> ready = status.map(IoreqServerStatus::conditions).stream()
                .flatMap(List::stream)
                .filter(condition -> condition.type().equals("Ready"))
                .findFirst();
        return new ServerRow(
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName(),
                text(
                        status,
                        of -> of.domain() == null
                                ? null
                                : of.domain().name() + " (" + of.domain().id() + ")"),
                text(status, IoreqServerStatus::nodeName),
                text(status, IoreqServerStatus::serverId),
                text(status, of -> of.emulator() == null ? null : of.emulator().pod()),
                ready.map(condition -> condition.status().toString()).orElse(""),
                resource.getMetadata().getDeletionTimestamp() != null
                        ? "Deleting"
                        : ready.map(Condition::reason).orElse(""));
    }

    private static String text(Optional<IoreqServerStatus> status, Function<IoreqServerStatus, Object> field) {
        return status.map(field).map(Objects::toString).orElse("");
    }

    List<String> cells() {
        return List.of(namespace, name, domain, node, server, emulator, ready, reason);
    }

    boolean isReady() {
        return ready.equals("True");
    }

    @Override
    public String toString() {
        return "%s/%s: domain %s, node %s, server %s, Ready=%s (%s)"
                .formatted(namespace, name, orDash(domain), orDash(node), orDash(server), ready, reason);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
