package dev.ioreq.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.agent.SampleDeclarations;
import dev.ioreq.agent.declaration.DomainSelector;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.IoreqServerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStoreTest {

    private static final UUID GUEST = UUID.fromString("00000000-0000-4000-8000-000000000007");
    private static final DomainIdentity DOMAIN = new DomainIdentity(new DomainId(7), GUEST, "guest", "boot/7/x");

    @TempDir
    Path directory;

    private JournalStore store;

    @BeforeEach
    void open() throws IOException {
        store = JournalStore.open(directory.resolve("servers"));
    }

    @Test
    void everythingWrittenIsReadBack() {
        JournalEntry entry = JournalEntry.of(SampleDeclarations.of(
                        "a",
                        new DomainSelector(
                                Optional.of("guest"), Optional.of(GUEST), OptionalInt.of(7), Optional.of("boot/7/x")),
                        List.of(SampleDeclarations.COM1, SampleDeclarations.REGISTERS, SampleDeclarations.NIC)))
                .stating(new ServerFact(
                        "boot",
                        DOMAIN,
                        new IoreqServerId(3),
                        Milestone.SERVING,
                        Optional.of(new EventPorts(
                                List.of(new EventPorts.Binding(11, 21), new EventPorts.Binding(12, 22)),
                                Optional.of(new EventPorts.Binding(13, 23)))),
                        List.of(SampleDeclarations.COM1)))
                .withdrawing();
        write(store, entry);
        assertThat(store.load().entries()).containsExactly(entry);
    }

    @Test
    void theEmulatorsPodIsReadBack() {
        JournalEntry entry =
                JournalEntry.of(SampleDeclarations.withPod(SampleDeclarations.serial("a", "guest"), "uid-1"));
        write(store, entry);
        assertThat(store.load().entries()).containsExactly(entry);
    }

    @Test
    void anIntentIsReadBack() {
        JournalEntry entry = JournalEntry.of(SampleDeclarations.serial("a", "guest"))
                .intending(new CreateIntent("boot", DOMAIN, Set.of(new IoreqServerId(0), new IoreqServerId(4))));
        write(store, entry);
        assertThat(store.load().entries()).containsExactly(entry);
    }

    @Test
    void aCrashWhileWritingLeavesTheOldContent() throws IOException {
        JournalEntry entry = JournalEntry.of(SampleDeclarations.serial("a", "guest"));
        write(store, entry);
        // What a crash between the temporary file and the rename leaves behind.
        Files.writeString(directory.resolve("servers/a.json.tmp"), "{\"version\": 1, \"decl");
        assertThat(reopened().load().entries()).containsExactly(entry);
        write(reopened(), entry.withdrawing());
        assertThat(reopened().load().entries()).containsExactly(entry.withdrawing());
    }

    @Test
    void aCorruptFileIsReportedAndKeptAndHindersNobody() throws IOException {
        JournalEntry good = JournalEntry.of(SampleDeclarations.serial("good", "guest"));
        write(store, good);
        Path corrupt = directory.resolve("servers/bad.json");
        Files.writeString(corrupt, "{\"version\": 1, \"withdrawn\": false}");
        JournalStore.Content content = store.load();
        assertThat(content.entries()).containsExactly(good);
        assertThat(content.unreadable())
                .containsExactly(new JournalStore.Unreadable(corrupt, "declared is missing, expected an object"));
        assertThat(corrupt).hasContent("{\"version\": 1, \"withdrawn\": false}");
        assertThat(store.unreadableFiles()).isEqualTo(1);
    }

    @Test
    void aCorruptFileIsSetAsideWhenItsKeyIsDeclaredAgain() throws IOException {
        Files.writeString(directory.resolve("servers/a.json"), "not json");
        store.load();
        JournalEntry entry = JournalEntry.of(SampleDeclarations.serial("a", "guest"));
        write(store, entry);
        assertThat(store.load().entries()).containsExactly(entry);
        try (Stream<Path> files = Files.list(directory.resolve("servers"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("a.json.unreadable-")))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasContent("not json"));
        }
    }

    @Test
    void aLaterFormatIsNotMistakenForThisOne() throws IOException {
        write(store, JournalEntry.of(SampleDeclarations.serial("a", "guest")));
        Path file = directory.resolve("servers/a.json");
        Files.writeString(file, Files.readString(file).replace("\"version\" : 1", "\"version\" : 2"));
        assertThat(store.load().unreadable())
                .extracting(JournalStore.Unreadable::why)
                .containsExactly("version is 2, this agent reads 1");
    }

    @Test
    void aFileUnderAnotherKeysNameIsNotUsed() throws IOException {
        write(store, JournalEntry.of(SampleDeclarations.serial("a", "guest")));
        Files.move(directory.resolve("servers/a.json"), directory.resolve("servers/b.json"));
        assertThat(store.load().entries()).isEmpty();
        assertThat(store.load().unreadable()).hasSize(1);
    }

    @Test
    void aDeletedKeyIsForgotten() {
        write(store, JournalEntry.of(SampleDeclarations.serial("a", "guest")));
        store.delete("a");
        store.delete("a");
        assertThat(store.load().entries()).isEmpty();
    }

    @Test
    void aChangeThatCannotBeWrittenIsNotBelieved() throws IOException {
        ServerRecord record = ServerRecord.create(store, JournalEntry.of(SampleDeclarations.serial("a", "guest")));
        // A directory in the way: the rename fails, for root too.
        Files.delete(directory.resolve("servers/a.json"));
        Files.createDirectories(directory.resolve("servers/a.json/in-the-way"));
        assertThatThrownBy(() -> record.update(JournalEntry::withdrawing))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("a.json");
        assertThat(record.entry().withdrawn()).isFalse();
    }

    @Test
    void factsOfAnotherBootAreDropped() {
        JournalEntry entry = JournalEntry.of(SampleDeclarations.serial("a", "guest"))
                .stating(ServerFact.created("boot-1", DOMAIN, new IoreqServerId(0)));
        assertThat(entry.inBoot("boot-1")).isEqualTo(entry);
        assertThat(entry.inBoot("boot-2").fact()).isEmpty();
    }

    @Test
    void aFactThatCannotBeReadIsReportedAndItsServerIsLeftAlone() throws IOException {
        write(
                store,
                JournalEntry.of(SampleDeclarations.serial("a", "guest"))
                        .stating(ServerFact.created("boot-1", DOMAIN, new IoreqServerId(0))));
        Path file = directory.resolve("servers/a.boot.json");
        Files.writeString(file, "{\"version\": 1, \"fact\": {}}");
        assertThat(store.load().entries()).isEmpty();
        assertThat(store.load().unreadable())
                .containsExactly(new JournalStore.Unreadable(file, "bootId is missing, expected a text"));
    }

    @Test
    void aServerThatIsGoneLeavesItsDeclarationOnly() {
        ServerRecord record = ServerRecord.create(store, JournalEntry.of(SampleDeclarations.serial("a", "guest")));
        record.update(entry -> entry.stating(ServerFact.created("boot-1", DOMAIN, new IoreqServerId(0))));
        assertThat(store.load().entries()).containsExactly(record.entry());
        record.update(JournalEntry::cleared);
        assertThat(directory.resolve("servers/a.boot.json")).doesNotExist();
        assertThat(store.load().entries()).containsExactly(record.entry());
    }

    private static void write(JournalStore store, JournalEntry entry) {
        store.writeDeclaration(entry);
        store.writeProgress(entry);
    }

    private JournalStore reopened() throws IOException {
        return JournalStore.open(directory.resolve("servers"));
    }
}
