package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.PlaygroundCluster;
import dev.ioreq.playground.story.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story that {@code mvn -Pplayground -Donce} tells on simulated nodes, with all of its guests on one real one. */
@Tag(TheStoryIT.REAL_ONLY)
class TheStoryIT {
    /** The tag of scenarios that {@code mvn verify} leaves out: they are told by something else there. */
    static final String REAL_ONLY = "real-only";

    @Test
    void theStoryIsToldOnRealXen() throws Exception {
        var story = new Story(System.out, System.nanoTime());
        PlaygroundCluster cluster = Stages.start(ClusterPlan.examplesOnOneNode());
        try {
            assertThat(story.play(cluster)).as("every check of the story holds").isTrue();
        } finally {
            Stages.end(cluster);
        }
    }
}
