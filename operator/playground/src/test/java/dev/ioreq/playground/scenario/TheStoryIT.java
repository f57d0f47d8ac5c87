package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.PlaygroundCluster;
import dev.ioreq.playground.story.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story that {@code mvn -Pplayground -Donce} tells where nothing is real. */
@Tag(Stages.REAL_ONLY)
class TheStoryIT {
    /** With all of its guests on one node. */
    @Test
    @Tag(Stages.XEN_ONLY)
    void theStoryIsToldOnRealXen() throws Exception {
        tell(ClusterPlan.examplesOnOneNode());
    }

    @Test
    @Tag(Stages.KUBERNETES_ONLY)
    void theStoryIsToldOnRealKubernetes() throws Exception {
        tell(ClusterPlan.examples());
    }

    private static void tell(ClusterPlan plan) throws Exception {
        var story = new Story(System.out, System.nanoTime());
        PlaygroundCluster cluster = Stages.start(plan);
        try {
            assertThat(story.play(cluster)).as("every check of the story holds").isTrue();
        } finally {
            Stages.end(cluster);
        }
    }
}
