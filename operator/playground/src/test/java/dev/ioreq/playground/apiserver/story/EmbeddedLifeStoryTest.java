package dev.ioreq.playground.apiserver.story;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The story on the embedded server. */
class EmbeddedLifeStoryTest extends LifeStory {
    private static ApiStage stage;

    @BeforeAll
    static void open() throws IOException {
        stage = EmbeddedStage.open();
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
