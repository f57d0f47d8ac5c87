package dev.ioreq.emulator.serve;

import java.util.Optional;

/** The end that was asked for from outside. The loop is between two requests then: nothing is in process. */
public final class StopSource implements PollSource {

    private final StopSignal signal;
    private final Runnable farewell;

    /** @param farewell what is to be done before the program ends */
    public StopSource(StopSignal signal, Runnable farewell) {
        this.signal = signal;
        this.farewell = farewell;
    }

    @Override
    public int awaited() {
        return signal.descriptor();
    }

    @Override
    public Optional<Exit> onReadable() {
        farewell.run();
        return Optional.of(Exit.done("stopped"));
    }
}
