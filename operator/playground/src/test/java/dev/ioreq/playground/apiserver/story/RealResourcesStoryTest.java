package dev.ioreq.playground.apiserver.story;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The same story on a real API server, where one is to be had that knows rules in schemas. */
@Tag(RealStage.SINCE_1_31)
@EnabledIfEnvironmentVariable(
        named = RealStage.KUBECONFIG,
        matches = ".+",
        disabledReason = "names the kubeconfig of a real API server that tests may write to")
@ResourceLock(RealStage.LOCK)
class RealResourcesStoryTest extends ResourcesStory {
    private static ApiStage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = RealStage.open();
        ProjectResources.declare(stage);
        stage.ensureNamespace("demo");
    }

    @AfterAll
    static void close() throws Exception {
        ProjectResources.forget(stage);
        stage.close();
    }

    @Override
    ApiStage stage() {
        return stage;
    }
}
