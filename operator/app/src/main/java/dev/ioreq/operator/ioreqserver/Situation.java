package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.operator.domains.PlacedDomain;
import dev.ioreq.operator.domains.Resolution;
import dev.ioreq.operator.emulatorpod.PodView;
import dev.ioreq.operator.grant.Authorization.Granted;
import dev.ioreq.protocol.agent.ServerState;
import java.util.List;
import java.util.Optional;

/** Where a server stands: one of the places at which its way to life can be. From it the status is made. */
sealed interface Situation {

    /** There is no domain to serve: none found, several, or the one meant is gone. */
    record Homeless(Resolution why) implements Situation {}

    /** {@code spec.nodeName} names no node that has or had an agent. */
    record NoSuchNode(String node) implements Situation {}

    /** Agents that would know the domain or the server are not heard. */
    record Unheard(List<String> nodes, String why) implements Situation {}

    /** The domain is there, but no grant covers it. {@code withdrawing} while an agent still holds what was once granted. */
    record NotAuthorized(boolean withdrawing) implements Situation {}

    /**
     * Not to be declared as it is: a range is another server's, a field makes no sense, or somebody refuses it.
     *
     * @param state what the agent observes of the server as it was declared before
     */
    record Refused(
            PlacedDomain domain, Granted granted, ConditionReason reason, String why, Optional<ServerState> state)
            implements Situation {}

    /**
     * Declared to the domain's agent.
     *
     * @param state what the agent observes; empty before its first word
     * @param pod the emulator's pod; empty while it is being made or replaced, and while the server is disabled
     */
    record Declared(PlacedDomain domain, Granted granted, Optional<ServerState> state, Optional<PodView> pod)
            implements Situation {}

    /** Deleted: on the way out. {@code unheard} are nodes that may hold the server and are not heard. */
    record Leaving(List<String> unheard) implements Situation {}
}
