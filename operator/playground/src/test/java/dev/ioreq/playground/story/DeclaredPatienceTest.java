package dev.ioreq.playground.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerSpec;
import dev.ioreq.crds.ioreqserver.LossAction;
import dev.ioreq.crds.ioreqserver.LossPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclaredPatienceTest {
    @Test
    void onAnOrdinaryMachineADeclarationIsLeftAlone() {
        assertThat(patience(1, null)).isNull();
    }

    @Test
    void onASlowStageAServerWaitsAsMuchLonger() {
        assertThat(patience(6, new LossPolicy(20, LossAction.SHUTDOWN_DOMAIN)))
                .isEqualTo(new LossPolicy(120, LossAction.SHUTDOWN_DOMAIN));
        assertThat(patience(6, null)).isEqualTo(new LossPolicy(60, null));
    }

    @Test
    void aServerWithoutPatienceGetsNone() {
        assertThat(patience(6, new LossPolicy(0, LossAction.FENCE)).afterSeconds())
                .isZero();
    }

    @Test
    void noServerWaitsLongerThanMayBeDeclared() {
        assertThat(patience(6, new LossPolicy(3000, null)).afterSeconds()).isEqualTo(3600);
    }

    private static LossPolicy patience(long factor, LossPolicy declared) {
        var server = new IoreqServer();
        server.setSpec(new IoreqServerSpec(null, null, null, List.of(), null, declared, null));
        return ((IoreqServer) DeclaredPatience.at(factor, server)).getSpec().whenEmulatorLost();
    }
}
