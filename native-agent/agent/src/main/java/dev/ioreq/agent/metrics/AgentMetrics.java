package dev.ioreq.agent.metrics;

import dev.ioreq.agent.NodeAgent;
import dev.ioreq.agent.RunningAgent;
import dev.ioreq.agent.supervisor.EmulatorStatus;
import dev.ioreq.agent.supervisor.ServerPhase;
import dev.ioreq.agent.supervisor.ServerReport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The agent's meters. All read what is there when somebody asks; none costs anything in between. */
@ApplicationScoped
public class AgentMetrics {

    private static final double NANOS = 1e9;

    private final RunningAgent running;
    private final MeterRegistry registry;

    public AgentMetrics(RunningAgent running, MeterRegistry registry) {
        this.running = running;
        this.registry = registry;
    }

    void register(@Observes StartupEvent start) {
        for (ServerPhase phase : ServerPhase.values()) {
            Gauge.builder("ioreq.agent.servers", () -> count(report -> report.phase() == phase))
                    .description("Declared servers by phase")
                    .tag("phase", phase.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (EmulatorStatus status : EmulatorStatus.values()) {
            Gauge.builder("ioreq.agent.emulators", () -> count(report -> report.emulator() == status))
                    .description("Declared servers by the state of their emulator")
                    .tag("state", status.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        gauge(
                "ioreq.agent.servers.failing",
                "Servers that something keeps from their declared state",
                agent -> count(report -> report.failure().isPresent()));
        gauge("ioreq.agent.domains", "Living domains", agent -> agent.registry()
                .domains()
                .size());
        gauge("ioreq.agent.lanes.busy", "Domains that are being worked on", agent -> agent.lanes()
                .busy());
        gauge("ioreq.agent.watch.streams", "Open Watch streams", agent -> agent.hub()
                .subscribers());
        gauge("ioreq.agent.responder.servers", "Servers that the responder answers for", agent -> agent.responder()
                .seats());
        gauge(
                "ioreq.agent.request.oldest.age.seconds",
                "How long the oldest outstanding request has not moved",
                agent -> agent.stallWatch().oldest().toNanos() / NANOS);
        gauge("ioreq.agent.journal.unreadable", "Journal files that cannot be used", agent -> agent.journal()
                .unreadableFiles());
        counter("ioreq.agent.responder.requests", "Requests that the responder answered", agent -> agent.responder()
                .answeredRequests());
        counter(
                "ioreq.agent.responder.dropped",
                "Entries of buffered rings that the responder dropped",
                agent -> agent.responder().droppedEntries());
    }

    private double count(Predicate<ServerReport> which) {
        return read(
                agent -> agent.supervisors().reports().stream().filter(which).count());
    }

    private void gauge(String name, String description, ToDoubleFunction<NodeAgent> value) {
        Gauge.builder(name, () -> read(value)).description(description).register(registry);
    }

    private void counter(String name, String description, ToDoubleFunction<NodeAgent> value) {
        FunctionCounter.builder(name, running, agent -> read(value))
                .description(description)
                .register(registry);
    }

    private double read(ToDoubleFunction<NodeAgent> value) {
        return running.get().map(value::applyAsDouble).orElse(0.0);
    }
}
