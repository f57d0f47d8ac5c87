package dev.ioreq.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.declaration.DomainSelector;
import dev.ioreq.agent.declaration.LostAction;
import dev.ioreq.agent.declaration.LostPolicy;
import dev.ioreq.agent.declaration.NamedRange;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent goes on from the journal of the agent before it, and that one could from this one's: upgrades go both ways. */
class OldJournalTest {
    private static final Path VERSION_1 = Path.of("src/test/resources/dev/ioreq/agent/journal/v1");
    private static final UUID GUEST = UUID.fromString("00000000-0000-4000-8000-000000000007");
    private static final DomainIdentity DOMAIN = new DomainIdentity(new DomainId(7), GUEST, "guest", "boot/7/x");
    private static final NamedRange CONSOLE = new NamedRange("console", new PortRange(0x3f8, 0x3ff));

    @TempDir
    Path directory;

    private JournalStore store;

    @BeforeEach
    void theJournalOfAnOlderAgent() throws IOException {
        try (Stream<Path> files = Files.list(VERSION_1)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        store = JournalStore.open(directory);
    }

    @Test
    void everyRecordOfVersion1IsReadAsItWasMeant() {
        JournalEntry serving = JournalEntry.of(new Declaration(
                        "serving",
                        3,
                        "demo",
                        "all-of-it",
                        new DomainSelector(
                                Optional.of("guest"), Optional.of(GUEST), OptionalInt.of(7), Optional.of("boot/7/x")),
                        BufferedIo.ATOMIC,
                        List.of(
                                CONSOLE,
                                new NamedRange("registers", new MemoryRange(0xfffffffffeb00000L, 0xfffffffffeb00fffL)),
                                new NamedRange("card", new PciFunction(0, 1, 5, 2))),
                        new LostPolicy(Duration.ofSeconds(20), LostAction.HOLD),
                        true,
                        Optional.empty()))
                .stating(new ServerFact(
                        "boot",
                        DOMAIN,
                        new IoreqServerId(2),
                        Milestone.SERVING,
                        Optional.of(new EventPorts(
                                List.of(new EventPorts.Binding(11, 21), new EventPorts.Binding(12, 22)),
                                Optional.of(new EventPorts.Binding(13, 23)))),
                        List.of(CONSOLE)));
        JournalEntry creating = JournalEntry.of(new Declaration(
                        "creating",
                        1,
                        "demo",
                        "new",
                        new DomainSelector(
                                Optional.of("guest"), Optional.empty(), OptionalInt.empty(), Optional.empty()),
                        BufferedIo.OFF,
                        List.of(),
                        new LostPolicy(Duration.ZERO, LostAction.FENCE),
                        false,
                        Optional.empty()))
                .withdrawing()
                .intending(new CreateIntent("boot", DOMAIN, Set.of(new IoreqServerId(0), new IoreqServerId(4))));
        JournalEntry offered = JournalEntry.of(new Declaration(
                        "offered",
                        2,
                        "demo",
                        "by-uuid",
                        new DomainSelector(Optional.empty(), Optional.of(GUEST), OptionalInt.empty(), Optional.empty()),
                        BufferedIo.LEGACY,
                        List.of(),
                        new LostPolicy(Duration.ofHours(1), LostAction.SHUTDOWN_DOMAIN),
                        true,
                        Optional.empty()))
                .stating(new ServerFact(
                        "boot",
                        DOMAIN,
                        new IoreqServerId(0),
                        Milestone.OFFERED,
                        Optional.of(new EventPorts(List.of(new EventPorts.Binding(11, 21)), Optional.empty())),
                        List.of()));

        JournalStore.Content content = store.load();

        assertThat(content.unreadable()).isEmpty();
        assertThat(content.entries()).containsExactlyInAnyOrder(serving, creating, offered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serving", "creating", "offered"})
    void whatIsWrittenNowHasAllThatAnAgentOfVersion1Reads(String key) throws IOException {
        JournalEntry entry = store.load().entries().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();

        store.writeDeclaration(entry);
        store.writeProgress(entry);

        for (String file : List.of(key + ".json", key + ".boot.json")) {
            JsonNode old = read(VERSION_1.resolve(file));
            assertThat(missing(old, read(directory.resolve(file)))).as(file).isEmpty();
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    /** What of the old is not the same in the new, which may have more. */
    private static Optional<String> missing(JsonNode old, JsonNode now) {
        if (old.isObject()) {
            var fields = old.fields();
            while (fields.hasNext()) {
                var field = fields.next();
                Optional<String> deeper = missing(field.getValue(), now.path(field.getKey()));
                if (deeper.isPresent()) {
                    return Optional.of(field.getKey() + ": " + deeper.get());
                }
            }
            return Optional.empty();
        }
        return old.equals(now) ? Optional.empty() : Optional.of("was " + old + ", is " + now);
    }
}
