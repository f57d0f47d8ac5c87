package dev.ioreq.hypervisor.simulated.guest;

import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;

/** What a vCPU can do to the machine around it. Every call throws {@link GuestStopped} once the domain has stopped. */
public interface GuestBus {

    /** Bytes of guest memory, from address 0 on. An access to it is no business of any server, whatever ranges that has. */
    int MEMORY_BYTES = 1 << 20;

    /**
     * Does one access and waits for its answer, as long as it takes.
     *
     * @return the value of a read in its low bytes; all ones if nobody answers for the address
     */
    long access(IoreqRequest request);

    /** Waits until some server answers for a port. */
    void untilClaimed(int port);

    /** Tells every server that mappings are stale, and waits for all of them. */
    void invalidate();

    /** Tells every server that buffers. Does nothing on PVH, which has no clock of this kind. */
    void timeOffset(long seconds);

    void sleep(Duration duration);

    /** Lets the body use guest memory. */
    <T> T memory(Function<ByteBuffer, T> body);

    void shutdown(ShutdownReason reason);
}
