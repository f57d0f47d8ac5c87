package dev.ioreq.playground.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where this process's own log goes: into the run's directory, for the terminal belongs to the story. */
public final class LogFile {
    private static final int BYTES = 4 << 20;

    private LogFile() {}

    /** From now on everything is logged to {@code file}, and nothing to the terminal. Closing the result closes the file. */
    public static AutoCloseable open(Path file) throws IOException {
        var handler = new FileHandler(file.toString(), BYTES, 1, true);
        handler.setFormatter(new SimpleFormatter());
        Logger root = Logger.getLogger("");
        for (Handler other : root.getHandlers()) {
            root.removeHandler(other);
        }
        root.setLevel(Level.INFO);
        root.addHandler(handler);
        return () -> {
            root.removeHandler(handler);
            handler.close();
        };
    }
}
