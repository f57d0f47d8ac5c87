package dev.ioreq.agent.handover;

import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.protocol.handover.Resume;

/** What an emulator brought back with RESUME. Whoever takes it owns the descriptors. */
public record Returned(Resume resume, Descriptor eventChannels, Descriptor progress) implements AutoCloseable {

    @Override
    public void close() {
        eventChannels.close();
        progress.close();
    }
}
