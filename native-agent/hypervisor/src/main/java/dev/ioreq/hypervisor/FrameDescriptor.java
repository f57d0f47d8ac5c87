package dev.ioreq.hypervisor;

/**
 * What an emulator maps a server's frames with. On Xen a privcmd descriptor restricted to the domain; simulated, a memfd in which frame i
 * is at offset i * 4096. Closing it does not unmap anything.
 */
public interface FrameDescriptor extends AutoCloseable {

    /** For handing over by SCM_RIGHTS; valid until {@link #close()}. */
    int descriptor();

    @Override
    void close();
}
