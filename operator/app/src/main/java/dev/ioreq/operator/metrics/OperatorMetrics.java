package dev.ioreq.operator.metrics;

import dev.ioreq.operator.agents.Fleet;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The operator's own meters, and those of the framework without one for each resource. */
@Singleton
public final class OperatorMetrics {

    private final MeterRegistry registry;

    OperatorMetrics(MeterRegistry registry, Fleet fleet) {
        this.registry = registry;
        Gauge.builder("ioreq.operator.agents", fleet, OperatorMetrics::connected)
                .tag("connected", "true")
                .description("Agents whose stream of changes is open")
                .register(registry);
        Gauge.builder("ioreq.operator.agents", fleet, nodes -> nodes.nodes().size() - connected(nodes))
                .tag("connected", "false")
                .description("Agents that are not heard")
                .register(registry);
        Gauge.builder("ioreq.operator.servers", fleet, OperatorMetrics::servers)
                .description("Servers that agents hold")
                .register(registry);
    }

    /** The framework's meters. */
    @Produces
    @Singleton
    static Metrics framework(MeterRegistry registry) {
        return MicrometerMetrics.withoutPerResourceMetrics(registry);
    }

    /** A status was written; {@code resource} is the kind in lower case. */
    public void statusWritten(String resource) {
        registry.counter("ioreq.operator.status.writes", "resource", resource).increment();
    }

    /** An Event was not told, because the API server did not take it or too many waited. */
    public void eventDropped() {
        registry.counter("ioreq.operator.events.dropped").increment();
    }

    private static double connected(Fleet fleet) {
        return fleet.nodes().stream().filter(node -> node.link().connected()).count();
    }

    private static double servers(Fleet fleet) {
        return fleet.nodes().stream().mapToInt(node -> node.servers().size()).sum();
    }
}
