package dev.ioreq.hypervisor.posix;

import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.abi.IoreqPage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;

/** Frames in one mapping, each a page of it. Closing unmaps. */
public final class MappedFrames implements Frames {

    private final SharedMapping mapping;

    public MappedFrames(SharedMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public int count() {
        return mapping.length() / IoreqPage.BYTES;
    }

    @Override
    public <T> T use(Function<List<ByteBuffer>, T> body) {
        return mapping.use(all -> body.apply(pages(all)));
    }

    private List<ByteBuffer> pages(ByteBuffer all) {
        ByteBuffer[] pages = new ByteBuffer[count()];
        for (int page = 0; page < pages.length; page++) {
            pages[page] = all.slice(page * IoreqPage.BYTES, IoreqPage.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        }
        return List.of(pages);
    }

    @Override
    public void close() {
        mapping.close();
    }
}
