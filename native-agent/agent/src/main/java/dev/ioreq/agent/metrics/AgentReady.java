package dev.ioreq.agent.metrics;

import dev.ioreq.agent.NodeAgent;
import dev.ioreq.agent.RunningAgent;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the agent has started, the hypervisor answers, the journal can be written. */
@Readiness
@ApplicationScoped
public class AgentReady implements HealthCheck {

    private final RunningAgent running;

    public AgentReady(RunningAgent running) {
        this.running = running;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("agent");
        Optional<NodeAgent> agent = running.get();
        if (agent.isEmpty()) {
            return response.down()
                    .withData("why", "the agent is starting or stopping")
                    .build();
        }
        try {
            int domains = agent.get().registry().fresh().size();
            agent.get().journal().probe();
            return response.up().withData("domains", domains).build();
        } catch (IOException e) {
            return response.down()
                    .withData("why", "the journal cannot be written: " + e)
                    .build();
        } catch (RuntimeException e) {
            return response.down()
                    .withData("why", "the hypervisor does not answer: " + e.getMessage())
                    .build();
        }
    }
}
