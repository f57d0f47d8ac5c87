package dev.ioreq.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The journal's directory: two files a server key. A write is a temporary file and a rename, so a reader finds the old or the new content,
 * never a mixture. Calls for one key must be serial; calls for different keys may run side by side.
 *
 * <p>The declaration must survive the host: file and directory are forced to the disk. Intent and fact must survive the agent only, and the
 * page cache does: when the host itself goes down, every server they speak of is gone too, and another boot id makes them void. Forcing
 * them would cost four waits for the disk a server and buy nothing.
 */
public final class JournalStore {

    private static final Logger LOG = Logger.getLogger(JournalStore.class);
    private static final String SUFFIX = ".json";
    private static final String PROGRESS = ".boot.json";
    private static final String TEMPORARY = ".tmp";

    private final Path directory;
    private final JournalFormat format = new JournalFormat();
    private final Set<Path> unreadable = ConcurrentHashMap.newKeySet();

    /** A file that could not be understood. It stays where it is. */
    public record Unreadable(Path file, String why) {}

    /** What the directory holds. */
    public record Content(List<JournalEntry> entries, List<Unreadable> unreadable) {}

    private JournalStore(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the journal, making its directory if it is not there.
     *
     * @throws IOException if the directory cannot be made or written
     */
    public static JournalStore open(Path directory) throws IOException {
        Files.createDirectories(directory);
        JournalStore store = new JournalStore(directory);
        store.probe();
        return store;
    }

    /**
     * Writes and removes a file.
     *
     * @throws IOException if the journal cannot be written now
     */
    public void probe() throws IOException {
        Path file = Files.createTempFile(directory, "probe", TEMPORARY);
        Files.delete(file);
    }

    /** Reads every file. One that cannot be understood is reported and kept, and does not hinder the others. */
    public Content load() {
        List<JournalEntry> entries = new ArrayList<>();
        List<Unreadable> failures = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                if (!file.toString().endsWith(PROGRESS)) {
                    read(file, failures).ifPresent(entries::add);
                }
            }
        } catch (IOException e) {
            throw new JournalException("list", directory, e);
        }
        return new Content(List.copyOf(entries), List.copyOf(failures));
    }

    /** How many files could not be understood. */
    public int unreadableFiles() {
        return unreadable.size();
    }

    private Optional<JournalEntry> read(Path file, List<Unreadable> failures) {
        Path reading = file;
        try {
            JournalEntry entry = format.readDeclaration(Files.readAllBytes(file));
            if (!file.equals(declarationFile(entry.key()))) {
                throw new JournalFormatException("key is " + entry.key() + ", expected the file's name");
            }
            reading = progressFile(entry.key());
            return Optional.of(Files.exists(reading) ? format.readProgress(entry, Files.readAllBytes(reading)) : entry);
        } catch (JournalFormatException | IOException e) {
            LOG.errorf("Journal file %s cannot be used and is kept as it is: %s", reading, e.getMessage());
            unreadable.add(reading);
            failures.add(new Unreadable(reading, e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * Makes an entry's declaration durable.
     *
     * @throws JournalException if it could not be; the file then holds what it held before
     */
    public void writeDeclaration(JournalEntry entry) {
        write(declarationFile(entry.key()), format.writeDeclaration(entry), true);
    }

    /**
     * Makes an entry's intent and fact survive this process; without any, their file goes.
     *
     * @throws JournalException if that failed; the file then holds what it held before
     */
    public void writeProgress(JournalEntry entry) {
        Path file = progressFile(entry.key());
        if (entry.intent().isPresent() || entry.fact().isPresent()) {
            write(file, format.writeProgress(entry), false);
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new JournalException("delete", file, e);
        }
    }

    private void write(Path file, byte[] bytes, boolean force) {
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        try {
            setAside(file);
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer content = ByteBuffer.wrap(bytes);
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                if (force) {
                    channel.force(true);
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            if (force) {
                syncDirectory();
            }
        } catch (IOException e) {
            throw new JournalException("write", file, e);
        }
    }

    /**
     * Forgets a key for good.
     *
     * @throws JournalException if the file could not be removed
     */
    public void delete(String key) {
        Path file = declarationFile(key);
        try {
            Files.deleteIfExists(progressFile(key));
            Files.deleteIfExists(file);
            syncDirectory();
        } catch (IOException e) {
            throw new JournalException("delete", file, e);
        }
    }

    /** A file nobody could read makes room for a new one under its name, but is not lost. */
    private void setAside(Path file) throws IOException {
        if (unreadable.contains(file)) {
            Path kept = Files.createTempFile(directory, file.getFileName() + ".unreadable-", "");
            Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
            unreadable.remove(file);
            LOG.warnf("Journal file %s could not be read; it is kept as %s", file, kept);
        }
    }

    private Path declarationFile(String key) {
        return directory.resolve(key + SUFFIX);
    }

    private Path progressFile(String key) {
        return directory.resolve(key + PROGRESS);
    }

    private void syncDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
