package dev.ioreq.agent.responder;

import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.IoreqPage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;

/** Frames of ordinary memory: the ring, then the slots. */
final class PlainFrames implements Frames {

    private final List<ByteBuffer> pages = List.of(page(), page());

    IoreqPage slots() {
        return new IoreqPage(pages.get(1));
    }

    BufferedIoreqPage ring() {
        return new BufferedIoreqPage(pages.get(0));
    }

    @Override
    public int count() {
        return pages.size();
    }

    @Override
    public <T> T use(Function<List<ByteBuffer>, T> body) {
        return body.apply(pages);
    }

    @Override
    public void close() {
        // Nothing is mapped.
    }

    private static ByteBuffer page() {
        // Aligned as a mapping is: the state of a slot is accessed atomically.
        return ByteBuffer.allocateDirect(2 * IoreqPage.BYTES)
                .alignedSlice(Long.BYTES)
                .slice(0, IoreqPage.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
