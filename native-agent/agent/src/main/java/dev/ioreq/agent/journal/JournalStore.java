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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The journal's directory: one file a server key. A write is: temporary file, fsync, rename, fsync of the directory; a reader finds
 * the old or the new content, never a mixture. Calls for one key must be serial; calls for different keys may run side by side.
 */
public final class JournalStore {

    private static final Logger LOG = Logger.getLogger(JournalStore.class);
    private static final String SUFFIX = ".json";
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
                try {
                    JournalEntry entry = format.read(Files.readAllBytes(file));
                    if (!file.equals(fileOf(entry.key()))) {
                        throw new JournalFormatException("key is " + entry.key() + ", expected the file's name");
                    }
                    entries.add(entry);
                } catch (JournalFormatException | IOException e) {
                    LOG.errorf("Journal file %s cannot be used and is kept as it is: %s", file, e.getMessage());
                    unreadable.add(file);
                    failures.add(new Unreadable(file, e.getMessage()));
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

    /**
     * Makes an entry durable.
     *
     * @throws JournalException if it could not be; the file then holds what it held before
     */
    public void write(JournalEntry entry) {
        Path file = fileOf(entry.key());
        Path temporary = directory.resolve(entry.key() + TEMPORARY);
        try {
            setAside(file);
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer content = ByteBuffer.wrap(format.write(entry));
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory();
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
        Path file = fileOf(key);
        try {
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

    private Path fileOf(String key) {
        return directory.resolve(key + SUFFIX);
    }

    private void syncDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
