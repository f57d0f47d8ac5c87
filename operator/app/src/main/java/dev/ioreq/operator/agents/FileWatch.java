package dev.ioreq.operator.agents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Reads files again when one of them has changed. What cannot be read (a certificate that is replaced before its key) leaves what was
 * read before in force, and is tried again.
 */
final class FileWatch {

    private static final Logger LOG = Logger.getLogger(FileWatch.class);

    /** Reads the files. */
    @FunctionalInterface
    interface Reading {
        void read() throws IOException, GeneralSecurityException;
    }

    private final List<Path> files;
    private final Reading reading;
    private List<FileTime> seen;

    private FileWatch(List<Path> files, Reading reading) throws IOException {
        this.files = files;
        this.reading = reading;
        this.seen = times();
    }

    /** Reads now, and looks for changes every {@code period}. */
    static void start(List<Path> files, Reading reading, Duration period, ScheduledExecutorService timer)
            throws IOException, GeneralSecurityException {
        FileWatch watch = new FileWatch(files, reading);
        reading.read();
        timer.scheduleWithFixedDelay(watch::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            List<FileTime> now = times();
            if (!now.equals(seen)) {
                reading.read();
                seen = now;
                LOG.infof("Read again, because they have changed: %s", files);
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            LOG.warnf("Could not read %s again: %s. What was read before stays in force", files, e.getMessage());
        }
    }

    private List<FileTime> times() throws IOException {
        List<FileTime> times = new ArrayList<>(files.size());
        for (Path file : files) {
            times.add(Files.getLastModifiedTime(file));
        }
        return times;
    }
}
