package dev.ioreq.hypervisor.abi;

import java.nio.ByteBuffer;

/** What a buffer must be so that ordered access to it is legal. */
final class SharedPage {

    private SharedPage() {}

    static ByteBuffer checked(ByteBuffer page, String what) {
        if (!page.isDirect() || page.capacity() != IoreqPage.BYTES || page.alignmentOffset(0, 8) != 0) {
            throw new IllegalArgumentException(
                    what + " must be a direct, 8-aligned buffer of 4096 bytes, but is " + page);
        }
        return page;
    }
}
