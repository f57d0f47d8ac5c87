package dev.ioreq.agent.config;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The keys below {@code ioreq.agent.} (environment: {@code IOREQ_AGENT_...}). */
@StaticInitSafe
@ConfigMapping(prefix = "ioreq.agent")
public interface AgentConfig {

    /** The Kubernetes node's name. The agent's certificate has the DNS name {@code <node-name>.node.ioreq.dev}. */
    Optional<String> nodeName();

    /** {@code auto}, {@code xen} or {@code simulated}. */
    @WithDefault("auto")
    String hypervisor();

    Simulated simulated();

    /** Where the journal lies; must survive the agent. */
    @WithDefault("/var/lib/ioreq/agent")
    Path stateDir();

    /** Where the servers' handover directories are made. */
    @WithDefault("/run/ioreq/handover")
    Path handoverDir();

    /** Users as which emulators may connect; without it only the agent's own. */
    Optional<Set<Integer>> emulatorUids();

    /** How long an emulator may take for each of its words: HELLO, READY after the offer, DETACHED. The guest waits meanwhile. */
    @WithDefault("10s")
    Duration handoverPatience();

    /** Where the operator connects. */
    @WithDefault("127.0.0.1")
    String host();

    /** 0 takes a free one. */
    @WithDefault("9443")
    int port();

    Tls tls();

    Stall stall();

    Csi csi();

    /** How often the domains are probed for servers that others made. */
    @WithDefault("10s")
    Duration inventoryInterval();

    /** How many domains may be worked on at the same time. */
    @WithDefault("4")
    int lanes();

    /** The simulated hypervisor. */
    interface Simulated {
        /** The socket of the engine's process. */
        Optional<Path> socket();
    }

    /** Both sides of TLS. The files are read again when they change. */
    interface Tls {
        /** PEM: the agent's certificate and its intermediates. */
        Optional<Path> certificate();

        /** PEM: the agent's private key, PKCS #8. */
        Optional<Path> key();

        /** PEM: who signs the operator's certificate. */
        Optional<Path> ca();

        /** The DNS name that the operator's certificate must have. */
        @WithDefault("operator.ioreq.dev")
        String operatorName();

        /** How often the files are looked at. */
        @WithDefault("10s")
        Duration reload();
    }

    /** When an emulator counts as stalled. */
    interface Stall {
        /** How often the slots are looked at. */
        @WithDefault("1s")
        Duration interval();

        /** How long an outstanding request may stand still. */
        @WithDefault("10s")
        Duration after();
    }

    /** The CSI driver by which pods get their handover. */
    interface Csi {
        /** The driver's socket, by the path under which the kubelet sees it too; without it there is no driver. */
        Optional<Path> endpoint();

        /** Where the kubelet looks for plugins; without it no kubelet is told of the driver. */
        Optional<Path> registrationDir();

        /** {@code mount} (bind mounts, for containers) or {@code link} (symbolic links, for pods that are plain processes). */
        @WithDefault("mount")
        String publish();

        /** The kubelet's directory of pods: nothing is published outside of it. */
        @WithDefault("/var/lib/kubelet/pods")
        Path targetsDir();
    }
}
