package dev.ioreq.operator.ioreqserver;

import dev.ioreq.operator.agents.AgentAnswer;
import dev.ioreq.operator.agents.Agents;
import dev.ioreq.operator.agents.Fleet;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.ServerPhase;
import dev.ioreq.protocol.agent.ServerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells an agent what a server shall be, unless it has been told already. Thread safe.
 *
 * <p>The agent reports the generation it works on and the pod it was told of, so after a restart of the operator nobody is told twice. What can change without a
 * new generation (the uuid or name that a grant rests on) is compared with what this process sent.
 */
final class Declarer {

    /** What came of it. */
    sealed interface Result {

        /** The agent has it. */
        record Known() implements Result {}

        /** The agent refuses it. */
        record Refused(String why) implements Result {}

        /** The agent is connected, but the call failed, for {@code since} now. */
        record Failed(String why, Duration since, Duration tryAgain) implements Result {}
    }

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private record Told(String node, int declaration) {}

    private final Fleet fleet;
    private final Agents agents;
    private final Clock clock;
    private final Map<String, Told> told = new ConcurrentHashMap<>();
    private final Map<String, Instant> failing = new ConcurrentHashMap<>();

    Declarer(Fleet fleet, Agents agents, Clock clock) {
        this.fleet = fleet;
        this.agents = agents;
        this.clock = clock;
    }

    Result declare(String node, DeclaredServer server) {
        String key = server.getKey();
        Told telling = new Told(node, server.hashCode());
        if (known(telling, server, fleet.server(node, key))) {
            told.putIfAbsent(key, telling);
            return new Result.Known();
        }
        AgentAnswer<ServerState> answer = agents.apply(node, server);
        if (answer instanceof AgentAnswer.Answered<ServerState> answered) {
            fleet.answered(node, answered.value());
            told.put(key, telling);
            failing.remove(key);
            return new Result.Known();
        }
        if (answer instanceof AgentAnswer.Refused<ServerState> refused) {
            failing.remove(key);
            return new Result.Refused(refused.why());
        }
        Instant now = clock.instant();
        Instant since = failing.computeIfAbsent(key, first -> now);
        return new Result.Failed(
                ((AgentAnswer.Unreachable<ServerState>) answer).why(), Duration.between(since, now), TRY_AGAIN);
    }

    private boolean known(Told telling, DeclaredServer server, Optional<ServerState> observed) {
        if (observed.isEmpty() || observed.get().getPhase() == ServerPhase.RELEASING) {
            return false;
        }
        Told before = told.get(server.getKey());
        if (before == null) {
            return observed.get().getObservedGeneration() == server.getGeneration()
                    && observed.get().getEmulatorPod().equals(server.getEmulatorPod())
                    && observed.get().getPhase() != ServerPhase.WAITING_FOR_DOMAIN;
        }
        return before.equals(telling);
    }

    /** The server is no longer to be, or is gone. */
    void forget(String key) {
        told.remove(key);
        failing.remove(key);
    }
}
