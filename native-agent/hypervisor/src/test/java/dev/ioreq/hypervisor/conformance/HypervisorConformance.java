package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Hypervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

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

    /** Where the report of answers goes. */
    static final String REPORTS = "ioreq.conformance.reports";

    private final Answers answers = new Answers();
    private final Recording recording = new Recording(answers);
    private ConformanceStage stage;
    private Hypervisor recorded;
    private ConformanceStage.StageGuest idle;

    @RegisterExtension
    private final TestExecutionExceptionHandler aborted = (test, cause) -> {
        if (cause instanceof TestAbortedException) {
            answers.abandon(cause.getMessage());
        }
        throw cause;
    };

    abstract ConformanceStage open();

    @BeforeAll
    void openStage() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
        stage = open();
        recorded = recording.of(stage.hypervisor());
    }

    @BeforeEach
    void beginTest(TestInfo test) {
        recording.begin(test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void destroyGuests() {
        stage.destroyGuests(idle == null ? Set.of() : Set.of(idle));
        if (idle != null) {
            DomainId domain = idle.domain();
            Hypervisor xen = stage.hypervisor();
            xen.probeIoreqServers(domain).forEach(server -> xen.destroyIoreqServer(domain, server.id()));
        }
    }

    @AfterAll
    void closeStage() {
        Path reports = Path.of(System.getProperty(REPORTS, "target/conformance"));
        answers.writeTo(reports.resolve(stage.name() + "-" + stage.version() + ".txt"));
        stage.close();
    }

    @Override
    public Hypervisor xen() {
        return recorded;
    }

    @Override
    public Answers answers() {
        return answers;
    }

    @Override
    public DomainId idleGuest() {
        if (idle == null) {
            idle = stage.start(DomainType.PVH, 1, GuestScript.idle());
        }
        return idle.domain();
    }

    @Override
    public void noIdleGuest() {
        if (idle != null) {
            idle.destroy();
            idle = null;
        }
    }

    @Override
    public ConformanceStage stage() {
        return stage;
    }
}
