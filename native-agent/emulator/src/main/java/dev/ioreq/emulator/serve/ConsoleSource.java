package dev.ioreq.emulator.serve;

import dev.ioreq.emulator.device.ByteInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What a person types, as far as the device has room for it. */
public final class ConsoleSource implements PollSource {

    private final int descriptor;
    private final InputStream stream;
    private final ByteInput device;
    private boolean ended;

    /**
     * @param descriptor the stream's
     * @param stream without a buffer of its own
     */
    public ConsoleSource(int descriptor, InputStream stream, ByteInput device) {
        this.descriptor = descriptor;
        this.stream = stream;
        this.device = device;
    }

    @Override
    public int awaited() {
        return ended || device.room() == 0 ? NOTHING : descriptor;
    }

    /** The end of the input, or an input that was never open, ends typing, not the device. */
    @Override
    public Optional<Exit> onReadable() {
        byte[] typed = new byte[device.room()];
        int count = read(typed);
        for (int at = 0; at < count; at++) {
            device.receive(typed[at] & 0xFF);
        }
        ended = count < 0;
        return Optional.empty();
    }

    private int read(byte[] typed) {
        try {
            return stream.read(typed);
        } catch (IOException e) {
            return -1;
        }
    }
}
