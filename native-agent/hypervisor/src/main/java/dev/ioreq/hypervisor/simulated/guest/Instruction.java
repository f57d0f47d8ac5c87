package dev.ioreq.hypervisor.simulated.guest;

import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.ShutdownReason;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** What a simulated vCPU does next. Sizes are in bytes: 1, 2 or 4, for memory 8 too. {@link ProgramParser} describes the text form. */
public sealed interface Instruction {

    /** Reads a port. */
    record In(int port, int size, OptionalLong expect) implements Instruction {}

    /** Writes a port. */
    record Out(int port, int size, long value) implements Instruction {}

    /** Reads memory that is not RAM. */
    record MemoryRead(long address, int size, OptionalLong expect) implements Instruction {}

    /** Writes memory that is not RAM. */
    record MemoryWrite(long address, int size, long value) implements Instruction {}

    /** {@code rep ins} (read) or {@code rep outs}: many accesses of one port, from or to guest memory. */
    record StringIo(boolean read, int port, int size, int memory, int count, boolean backwards)
            implements Instruction {}

    /** Puts bytes into guest memory. */
    record Fill(int memory, byte[] bytes) implements Instruction {}

    /** Writes a text to a UART the way a Linux early console does: for each byte poll the line status, then write. */
    record Print(int port, byte[] text) implements Instruction {}

    /** Waits until a port reads other than all ones. */
    record Await(int port) implements Instruction {}

    /** Reads PCI configuration space by 0xcf8 and 0xcfc. */
    record PciRead(PciFunction function, int register, int size, OptionalLong expect) implements Instruction {}

    /** Writes PCI configuration space by 0xcf8 and 0xcfc. */
    record PciWrite(PciFunction function, int register, int size, long value) implements Instruction {}

    /** Gives memory back, so that Xen tells every server to forget its mappings. */
    record Invalidate() implements Instruction {}

    /** Sets the clock, so that Xen tells every server that buffers (HVM only). */
    record TimeOffset(long seconds) implements Instruction {}

    record Sleep(Duration duration) implements Instruction {}

    /** @param times how often; {@link #FOREVER} without end */
    record Repeat(long times, List<Instruction> body) implements Instruction {
        public static final long FOREVER = Long.MAX_VALUE;
    }

    /** The domain shuts itself down. */
    record Shutdown(ShutdownReason reason) implements Instruction {}

    /** The vCPU stops for good. Also the end of every program. */
    record Halt() implements Instruction {}
}
