package dev.ioreq.agent.api;

import dev.ioreq.protocol.agent.Node;
import dev.ioreq.protocol.agent.ServerState;
import java.util.List;
import java.util.Optional;

/** What can be told now, always the latest. */
public interface Told {

    Node node();

    List<ServerState> servers();

    /** Empty for a key that is not known (any more). */
    Optional<ServerState> server(String key);
}
