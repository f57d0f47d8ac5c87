package dev.ioreq.hypervisor.conformance;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** All suites on one stage. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HypervisorConformance
        implements ServersConformance,
                FramesConformance,
                RangesConformance,
                EventChannelsConformance,
                RequestsConformance,
                BufferedConformance,
                DomainsConformance,
                RandomConformance {

    private ConformanceStage stage;

    abstract ConformanceStage open();

    @BeforeAll
    void openStage() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
        stage = open();
    }

    @AfterEach
    void destroyGuests() {
        stage.destroyGuests();
    }

    @AfterAll
    void closeStage() {
        stage.close();
    }

    @Override
    public ConformanceStage stage() {
        return stage;
    }
}
