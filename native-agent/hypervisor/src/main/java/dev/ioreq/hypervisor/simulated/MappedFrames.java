package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.posix.SharedMapping;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Frames mapped from the engine's memfd. */
final class MappedFrames implements Frames {

    private final SharedMapping mapping;

    private MappedFrames(SharedMapping mapping) {
        this.mapping = mapping;
    }

    static MappedFrames map(DomainId domain, Descriptor memory, long firstFrame, int frames) {
        try {
            return new MappedFrames(SharedMapping.map(memory, firstFrame * IoreqPage.BYTES, frames * IoreqPage.BYTES));
        } catch (PosixException e) {
            if (e.errno() == Errno.EPERM) {
                throw new XenException(
                        Errno.ENOENT,
                        "acquire_resource",
                        domain,
                        "the server was destroyed before its frames were mapped");
            }
            throw e;
        }
    }

    @Override
    public int count() {
        return mapping.length() / IoreqPage.BYTES;
    }

    @Override
    public <T> T use(Function<List<ByteBuffer>, T> body) {
        return mapping.use(all -> body.apply(IntStream.range(0, count())
                .mapToObj(frame ->
                        all.slice(frame * IoreqPage.BYTES, IoreqPage.BYTES).order(ByteOrder.LITTLE_ENDIAN))
                .toList()));
    }

    @Override
    public void close() {
        mapping.close();
    }
}
