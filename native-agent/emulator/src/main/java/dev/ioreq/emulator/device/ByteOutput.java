package dev.ioreq.emulator.device;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Where a console's bytes go. */
@FunctionalInterface
public interface ByteOutput {

    /** Puts one byte out; it has left the process when this returns. */
    void put(int value);

    /** The process's standard output, past the buffers of {@link System#out}. */
    static ByteOutput stdout() {
        return unbuffered(new FileOutputStream(FileDescriptor.out));
    }

    /** A stream that keeps nothing back. */
    static ByteOutput unbuffered(OutputStream stream) {
        return value -> {
            try {
                stream.write(value);
            } catch (IOException e) {
                throw new UncheckedIOException("console output: write: " + e.getMessage(), e);
            }
        };
    }
}
