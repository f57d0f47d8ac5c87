package dev.ioreq.agent;

import dev.ioreq.agent.config.AgentConfig;
import dev.ioreq.agent.config.AgentSettings;
import dev.ioreq.agent.config.HypervisorChoice;
import dev.ioreq.agent.config.ParentWatch;
import dev.ioreq.agent.config.StartRefusedException;
import dev.ioreq.hypervisor.XenException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** The agent's program. */
@QuarkusMain
public final class AgentMain implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(AgentMain.class);

    /** sysexits.h: something in the configuration is wrong; a restart alone does not help. */
    private static final int EX_CONFIG = 78;

    /** sysexits.h: something that the agent needs does not work; a restart may help. */
    private static final int EX_UNAVAILABLE = 69;

    private final AgentConfig config;
    private final RunningAgent running;

    @Inject
    public AgentMain(AgentConfig config, RunningAgent running) {
        this.config = config;
        this.running = running;
    }

    public static void main(String... arguments) {
        Quarkus.run(AgentMain.class, arguments);
    }

    @Override
    public int run(String... arguments) {
        ParentWatch.start();
        try {
            AgentSettings settings = AgentSettings.of(config);
            try (NodeAgent agent = NodeAgent.start(settings, HypervisorChoice.connect(config))) {
                running.set(agent);
                LOG.infof(
                        "Agent of node %s: %s servers adopted, the operator may connect to %s:%s",
                        settings.nodeName(), agent.supervisors().reports().size(), settings.host(), agent.port());
                Quarkus.waitForExit();
            } finally {
                running.clear();
            }
            return 0;
        } catch (StartRefusedException e) {
            LOG.errorf("The agent cannot start: %s", e.getMessage());
            return EX_CONFIG;
        } catch (XenException e) {
            LOG.errorf("The agent cannot start: the hypervisor refuses the first calls: %s", e.getMessage());
            return EX_UNAVAILABLE;
        }
    }
}
