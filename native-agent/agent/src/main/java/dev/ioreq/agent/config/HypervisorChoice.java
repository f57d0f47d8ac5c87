package dev.ioreq.agent.config;

import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.simulated.SimulatedHypervisorClient;
import dev.ioreq.hypervisor.xen.XenHypervisor;
import dev.ioreq.hypervisor.xen.XenUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which hypervisor the agent manages. A simulated one is never taken for want of a real one: it must be asked for. */
public final class HypervisorChoice {

    private HypervisorChoice() {}

    /** @throws StartRefusedException if there is none that this agent can manage */
    public static Hypervisor connect(AgentConfig config) throws StartRefusedException {
        return switch (config.hypervisor()) {
            case "simulated" -> simulated(config);
            case "xen" -> xen("");
            case "auto" ->
                xen("; or set ioreq.agent.hypervisor=simulated and ioreq.agent.simulated.socket to try it without Xen");
            default ->
                throw new StartRefusedException("ioreq.agent.hypervisor=" + config.hypervisor()
                        + " is not known: set it to auto, xen or simulated");
        };
    }

    private static Hypervisor xen(String otherwise) throws StartRefusedException {
        try {
            return XenHypervisor.open();
        } catch (XenUnavailableException e) {
            throw new StartRefusedException(e.getMessage() + otherwise);
        }
    }

    private static Hypervisor simulated(AgentConfig config) throws StartRefusedException {
        Path socket = config.simulated()
                .socket()
                .orElseThrow(() -> new StartRefusedException("ioreq.agent.simulated.socket is not set: start the"
                        + " simulated hypervisor and set the key to its socket"));
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
}
