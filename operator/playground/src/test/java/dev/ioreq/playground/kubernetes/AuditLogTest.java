package dev.ioreq.playground.kubernetes;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.playground.apiserver.auth.RequestLog.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final String PATCH =
            """
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","stage":"RequestReceived","verb":"patch",\
            "user":{"username":"operator"},"objectRef":{"resource":"ioreqservers","namespace":"demo","name":"console",\
            "apiGroup":"ioreq.dev","apiVersion":"v1alpha1","subresource":"status"}}
            """;
    private static final String LIST =
            """
            {"stage":"RequestReceived","verb":"list","user":{"username":"operator"},"objectRef":{"resource":"pods","apiVersion":"v1"}}
            """;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void aLogThatSomebodyElseBegan() throws IOException {
        file = directory.resolve("audit.log");
        Files.writeString(file, PATCH);
    }

    @Test
    void requestsAreCountedAsRulesNameThemFromNowOn() throws IOException {
        var log = new AuditLog(file);

        says(LIST + PATCH + PATCH);

        assertThat(log.snapshot())
                .containsOnly(
                        entry(new Asked("operator", "patch", "ioreqservers.ioreq.dev", "status"), 2L),
                        entry(new Asked("operator", "list", "pods", ""), 1L));
    }

    @Test
    void aLineThatIsBeingWrittenIsReadWhenItIsWhole() throws IOException {
        var log = new AuditLog(file);

        says(PATCH.substring(0, 50));
        assertThat(log.snapshot()).isEmpty();
        says(PATCH.substring(50));

        assertThat(log.snapshot().values()).containsExactly(1L);
    }

    @Test
    void oneRequestIsOneWhateverIsSaidOfItLater() throws IOException {
        var log = new AuditLog(file);

        says(PATCH + PATCH.replace("RequestReceived", "ResponseComplete"));

        assertThat(log.snapshot().values()).containsExactly(1L);
    }

    @Test
    void questionsAboutRightsAndWhatIsNoResourceDoNotCount() throws IOException {
        var log = new AuditLog(file);

        says(
                """
                {"stage":"RequestReceived","verb":"create","user":{"username":"operator"},"objectRef":{"resource":\
                "selfsubjectrulesreviews","apiGroup":"authorization.k8s.io","apiVersion":"v1"}}
                {"stage":"RequestReceived","verb":"get","user":{"username":"operator"},"requestURI":"/version"}
                """);

        assertThat(log.snapshot()).isEmpty();
    }

    private void says(String lines) throws IOException {
        Files.writeString(file, lines, StandardOpenOption.APPEND);
    }
}
