package dev.ioreq.crds.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.RangeSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples people start from are right. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("").toAbsolutePath().resolveSibling("manifests/examples");

    private static final Admission ADMISSION = new Admission();

    record Example(String file, JsonNode resource) {
        @Override
        public String toString() {
            return file + " " + resource.path("kind").asText() + " "
                    + resource.at("/metadata/name").asText();
        }

        boolean isOurs() {
            return resource.path("apiVersion").asText().startsWith("ioreq.dev/");
        }
    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        for (String file : files()) {
            Yaml.documents(EXAMPLES.resolve(file)).forEach(document -> examples.add(new Example(file, document)));
        }
        return examples;
    }

    /** Paths below the folder of the examples, such as {@code grants.yaml} and {@code edit-first/by-uuid.yaml}. */
    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> EXAMPLES.relativize(file).toString())
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** Whether it can be applied as it is. */
    private static boolean isReady(String file) {
        return !file.startsWith("edit-first/");
    }

    private static List<IoreqServer> servers() throws IOException {
        List<IoreqServer> servers = new ArrayList<>();
        for (Example example : examples()) {
            if (isReady(example.file()) && StrictReader.read(example.resource()) instanceof IoreqServer server) {
                servers.add(server);
            }
        }
        return servers;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleHasOnlyFieldsThatItsTypeKnows(Example example) throws IOException {
        HasMetadata read = StrictReader.read(example.resource());
        assertThat(read.getMetadata().getName()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsTakenByTheApiServer(Example example) {
        if (example.isOurs()) {
            assertThat(ADMISSION.create(example.resource())).isEmpty();
        } else {
            assertThat(example.resource().path("kind").asText()).isEqualTo("Namespace");
        }
    }

    @Test
    void theReaderRefusesAFieldThatAPodDoesNotHave() {
        ObjectNode server = (ObjectNode) Yaml.resource("good.yaml").get("IoreqServer");
        ((ObjectNode) server.at("/spec/emulator/template/spec/containers/0")).put("arguments", "none");

        assertThatThrownBy(() -> StrictReader.read(server)).hasMessageContaining("arguments");
    }

    @Test
    void theReaderRefusesAFieldThatASpecDoesNotHave() {
        ObjectNode server = (ObjectNode) Yaml.resource("good.yaml").get("IoreqServer");
        ((ObjectNode) server.get("spec")).put("buffered", true);

        assertThatThrownBy(() -> StrictReader.read(server)).hasMessageContaining("buffered");
    }

    @Test
    void theKustomizationListsEveryExampleThatCanBeAppliedAsItIs() throws IOException {
        List<String> listed = new ArrayList<>();
        Yaml.documents(EXAMPLES.resolve("kustomization.yaml"))
                .get(0)
                .path("resources")
                .forEach(resource -> listed.add(resource.asText()));
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        files().stream().filter(ExamplesTest::isReady).toList());
    }

    @Test
    void theExamplesDeclareTheEightServersOfTheSixGuests() throws IOException {
        assertThat(servers())
                .extracting(server -> server.getSpec().domain().name())
                .containsExactlyInAnyOrder("web-1", "web-2", "db-1", "db-1", "db-1", "db-2", "batch-1", "batch-2");
    }

    @Test
    void everyEmulatorIsToldOfADeviceForEveryRange() throws IOException {
        for (IoreqServer server : servers()) {
            Container emulator = server.getSpec()
                    .emulator()
                    .template()
                    .getSpec()
                    .getContainers()
                    .get(0);
            List<String> devices = emulator.getArgs().stream()
                    .filter(argument -> !argument.equals("--device"))
                    .map(argument -> argument.substring(0, argument.indexOf('=')))
                    .toList();
            assertThat(devices)
                    .as(server.getMetadata().getName())
                    .containsExactlyElementsOf(server.getSpec().ranges().stream()
                            .map(RangeSpec::name)
                            .toList());
        }
    }
}
