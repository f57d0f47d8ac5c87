package dev.ioreq.agent.config;

import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.simulated.SimulatedHypervisorClient;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which hypervisor the agent manages. */
public final class HypervisorChoice {

    private static final Path PRIVCMD = Path.of("/dev/xen/privcmd");

    private HypervisorChoice() {}

    /** @throws StartRefusedException if there is none that this agent can manage */
    public static Hypervisor connect(AgentConfig config) throws StartRefusedException {
        return switch (config.hypervisor()) {
            case "simulated" -> simulated(config);
            case "xen" -> throw xenNotYet("ioreq.agent.hypervisor=xen");
            case "auto" -> {
                if (Files.exists(PRIVCMD)) {
                    throw xenNotYet("ioreq.agent.hypervisor=auto found " + PRIVCMD);
                }
                yield simulated(config);
            }
            default ->
                throw new StartRefusedException("ioreq.agent.hypervisor=" + config.hypervisor()
                        + " is not known: set it to auto, xen or simulated");
        };
    }

    private static Hypervisor simulated(AgentConfig config) throws StartRefusedException {
        Path socket = config.simulated()
                .socket()
                .orElseThrow(
                        () -> new StartRefusedException("ioreq.agent.simulated.socket is not set: this host is no Xen"
                                + " dom0, so start the simulated hypervisor and set the key to its socket"));
        if (!Files.exists(socket)) {
            throw new StartRefusedException("ioreq.agent.simulated.socket=" + socket
                    + " does not exist: start the simulated hypervisor with --socket " + socket);
        }
        try {
            return SimulatedHypervisorClient.connect(socket);
        } catch (PosixException e) {
            throw new StartRefusedException("ioreq.agent.simulated.socket=" + socket + " does not answer ("
                    + e.getMessage() + "): is the simulated hypervisor running, as this user?");
        }
    }

    private static StartRefusedException xenNotYet(String because) {
        return new StartRefusedException(because + ": this version of the agent cannot manage real Xen yet;"
                + " set ioreq.agent.hypervisor=simulated and ioreq.agent.simulated.socket to try it without");
    }
}
