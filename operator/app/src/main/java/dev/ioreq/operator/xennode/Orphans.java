package dev.ioreq.operator.xennode;

import dev.ioreq.protocol.agent.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Servers that an agent holds though no resource declares them: the resource was deleted by force while nobody looked. Remembers
 * since when each has been missed; one object a node, used by one thread at a time.
 */
final class Orphans {

    private final Map<String, Instant> missedSince = new HashMap<>();
    private final Duration patience;

    /** @param patience how long a server must be missed before it counts as an orphan */
    Orphans(Duration patience) {
        this.patience = patience;
    }

    /**
     * Those that have been missed for long enough.
     *
     * @param held what the agent holds now
     * @param declared whether there is a resource with this UID
     */
    List<ServerState> among(Collection<ServerState> held, Predicate<String> declared, Instant now) {
        List<ServerState> missed =
                held.stream().filter(server -> !declared.test(server.getKey())).toList();
        missedSince.keySet().retainAll(missed.stream().map(ServerState::getKey).toList());
        missed.forEach(server -> missedSince.putIfAbsent(server.getKey(), now));
        return missed.stream()
                .filter(server ->
                        !missedSince.get(server.getKey()).plus(patience).isAfter(now))
                .toList();
    }

    /** Whether any is being waited for. */
    boolean waiting() {
        return !missedSince.isEmpty();
    }
}
