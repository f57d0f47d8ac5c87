package dev.ioreq.playground.apiserver.story;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The same story on a real API server, where one is to be had. */
@EnabledIfEnvironmentVariable(
        named = RealStage.KUBECONFIG,
        matches = ".+",
        disabledReason = "names the kubeconfig of a real API server that tests may write to")
@ResourceLock(RealStage.LOCK)
class RealApplyStoryTest extends ApplyStory {
    private static ApiStage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = RealStage.open();
        Widgets.declare(stage);
    }

    @AfterAll
    static void close() throws Exception {
        stage.close();
    }

    @Override
    ApiStage stage() {
        return stage;
    }
}
