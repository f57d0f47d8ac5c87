package dev.ioreq.operator.config;

import dev.ioreq.operator.agents.AgentDirectory;
import dev.ioreq.operator.agents.Backoff;
import dev.ioreq.operator.agents.Fleet;
import dev.ioreq.operator.agents.MutualTls;
import dev.ioreq.operator.events.ClusterEvents;
import dev.ioreq.operator.events.EventRecorder;
import dev.ioreq.operator.metrics.OperatorMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** Makes the objects that all reconcilers share, and ends them. */
@Singleton
public final class Shared {

    private static final String LEASE = "ioreq-operator";
    private static final int EXIT_LEASE_LOST = 1;
    private static final Backoff RECONNECT = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Fleet fleet(Clock clock) {
        return new Fleet(clock);
    }

    @Produces
    @Singleton
    AgentDirectory agents(OperatorConfig config, Fleet fleet, ScheduledExecutorService timer) {
        MutualTls channels = MutualTls.of(
                config.tls().certificate(),
                config.tls().key(),
                config.tls().ca(),
                config.tls().reloadPeriod(),
                timer);
        return new AgentDirectory(channels, fleet, RECONNECT, timer);
    }

    void end(@Disposes AgentDirectory agents) {
        agents.close();
    }

    @Produces
    @Singleton
    EventRecorder events(KubernetesClient client, Clock clock, OperatorMetrics metrics) {
        return new ClusterEvents(client, clock, metrics::eventDropped);
    }

    void end(@Disposes EventRecorder events) {
        if (events instanceof ClusterEvents cluster) {
            cluster.close();
        }
    }

    @Produces
    @Singleton
    LeaderElectionConfiguration leaderElection(OperatorConfig config) {
        // Whoever loses the lease ends. The SDK would call System.exit for that, which never returns
        // to a program that ends already, as after a SIGTERM.
        var ending = new LeaderCallbacks(() -> {}, () -> Quarkus.asyncExit(EXIT_LEASE_LOST), leader -> {});
        return new LeaderElectionConfiguration(
                LEASE,
                config.leaderElection().namespace().orElse(null),
                LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
                LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
                LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
                config.leaderElection().identity().orElse(null),
                ending,
                false);
    }
}
