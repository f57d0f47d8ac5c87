package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.playground.launch.Artifacts;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.PlaygroundCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the build has rehearsed is what makes programs start fast. */
class RehearsedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void everyProgramStartsFromTheArchiveThatTheBuildMadeOfItsClasses() throws Exception {
        try (var cluster = PlaygroundCluster.start(ClusterPlan.oneNode("web-1"))) {
            cluster.declareManifests("examples/namespace.yaml");
            cluster.declareManifests("examples/serial-console.yaml");
            cluster.server("demo", "web-1-console").awaitReady(PATIENCE);
            List<Long> programs = new ArrayList<>(cluster.pids());
            programs.remove(ProcessHandle.current().pid());

            assertThat(programs)
                    .as("hypervisor, agent, operator, emulator")
                    .hasSize(4)
                    .allSatisfy(program -> {
                        String maps = Files.readString(Path.of("/proc", program.toString(), "maps"));
                        assertThat(maps)
                                .contains(Artifacts.ofThisBuild()
                                        .archives()
                                        .directory()
                                        .toString());
                    });
        }
    }
}
