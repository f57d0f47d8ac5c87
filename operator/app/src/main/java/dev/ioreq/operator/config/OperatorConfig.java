package dev.ioreq.operator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Everything that can be configured, under {@code ioreq.operator} (environment: {@code IOREQ_OPERATOR_...}). */
@ConfigMapping(prefix = "ioreq.operator")
public interface OperatorConfig {

    /** How the operator proves who it is, and whom it believes. */
    Tls tls();

    /** The port on which the agents' pods listen. */
    @WithDefault("9443")
    int agentPort();

    /** How long an agent may be silent before that is said in conditions. */
    @WithDefault("10s")
    Duration unreachableAfter();

    /** How long a server on its way to Ready may stand still before that is written into its status. */
    @WithDefault("10s")
    Duration progressAfter();

    /** How long an agent may hold a server that no resource declares before it is released. */
    @WithDefault("60s")
    Duration orphansAfter();

    /** Only one operator works at a time. */
    LeaderElection leaderElection();

    /** PEM files; read again when they change. */
    interface Tls {

        /** The operator's certificate chain; its DNS name is the one that agents expect ({@code operator.ioreq.dev}). */
        Path certificate();

        /** Its key, PKCS#8. */
        Path key();

        /** The authority that signs the agents' certificates. */
        Path ca();

        /** How often to look whether the files have changed. */
        @WithDefault("10s")
        Duration reloadPeriod();
    }

    /** The Lease. */
    interface LeaderElection {

        /** Its namespace; without it, that of the kubeconfig's context or of the pod. */
        Optional<String> namespace();

        /**
         * Who this operator is; without it, the pod's name. An operator that comes back under the same name leads at once, without
         * waiting for its own lease to end.
         */
        Optional<String> identity();
    }
}
