package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.playground.launch.Artifacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No command in the documentation that no test runs: {@code commands.txt} says of every block of them which test does. */
class DocumentedCommandsTest {
    private static final String OPERATOR_DOCS = "operator/docs";

    @Test
    void everyBlockOfCommandsHasItsTest() throws IOException {
        var blocks = new TreeMap<String, Long>();
        for (String page : pages()) {
            for (Documentation.Block block : new Documentation(page).blocks()) {
                blocks.merge(page + "#" + block.heading(), 1L, Long::sum);
            }
        }

        assertThat(claims().stream().map(Claim::section)).containsExactlyInAnyOrderElementsOf(blocks.keySet());
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        for (Claim claim : claims()) {
            if (!claim.test().startsWith(".")) {
                String[] test = claim.test().split("#");
                assertThat(methods(test[0])).as(claim.section()).contains(test[1]);
            } else {
                assertThat(Files.readString(Artifacts.ofThisBuild().root().resolve(claim.test())))
                        .as(claim.section())
                        .contains("mvn");
            }
        }
    }

    /**
     * Who runs the commands of a section.
     *
     * @param section page#heading
     * @param test class#method, or a script of CI
     */
    private record Claim(String section, String test) {}

    private static List<Claim> claims() throws IOException {
        try (var file = DocumentedCommandsTest.class.getResourceAsStream("commands.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" -> "))
                    .map(parts -> new Claim(parts[0].strip(), parts[1].strip()))
                    .toList();
        }
    }

    private static List<String> methods(String test) {
        try {
            return Arrays.stream(Class.forName("dev.ioreq.playground." + test).getDeclaredMethods())
                    .map(java.lang.reflect.Method::getName)
                    .toList();
        } catch (ClassNotFoundException e) {
            throw new AssertionError("commands.txt names " + test + ", which does not exist", e);
        }
    }

    private static List<String> pages() throws IOException {
        Path root = Artifacts.ofThisBuild().root();
        var pages = new ArrayList<>(List.of("README.md"));
        try (Stream<Path> docs = Files.list(root.resolve(OPERATOR_DOCS))) {
            docs.map(page -> OPERATOR_DOCS + "/" + page.getFileName()).sorted().forEach(pages::add);
        }
        return pages;
    }
}
