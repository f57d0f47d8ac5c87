package dev.ioreq.agent;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The agent of this process, once it has started: what health and metrics look at. */
@ApplicationScoped
public class RunningAgent {

    private volatile NodeAgent agent;

    public Optional<NodeAgent> get() {
        return Optional.ofNullable(agent);
    }

    void set(NodeAgent now) {
        agent = now;
    }

    void clear() {
        agent = null;
    }
}
