package dev.ioreq.emulator;

import dev.ioreq.emulator.access.HypervisorAccess;
import dev.ioreq.emulator.device.ByteInput;
import dev.ioreq.emulator.device.DeviceModel;
import dev.ioreq.emulator.lease.Attaching;
import dev.ioreq.emulator.lease.Attachment;
import dev.ioreq.emulator.serve.Exit;
import dev.ioreq.emulator.serve.StopSignal;
import dev.ioreq.hypervisor.posix.PosixException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One emulator: a name, devices by the names of the ranges they stand behind, and where the agent listens.
 *
 * <pre>{@code
 * Emulator dice = new Emulator("dice", socket, log).with("dice", new Dice());
 * Exit exit = dice.run(stop);
 * }</pre>
 */
public final class Emulator {

    private final String name;
    private final Path socket;
    private final EmulatorLog log;
    private final Map<String, DeviceModel> devices = new LinkedHashMap<>();
    private Optional<ByteInput> console = Optional.empty();

    /**
     * @param name who it is, for the agent's log: 1..63 bytes
     * @param socket where the agent listens
     */
    public Emulator(String name, Path socket, EmulatorLog log) {
        this.name = name;
        this.socket = socket;
        this.log = log;
    }

    /** Puts a device behind the range of that name. */
    public Emulator with(String range, DeviceModel device) {
        if (devices.putIfAbsent(range, device) != null) {
            throw new IllegalArgumentException("range " + range + " has a device already");
        }
        return this;
    }

    /** Feeds what comes on standard input to this device. */
    public Emulator withConsole(ByteInput device) {
        console = Optional.of(device);
        return this;
    }

    /** Attaches and serves until it is told to stop, detached, or cannot go on. */
    public Exit run(StopSignal stop) throws IOException {
        Attaching.Result result = new Attaching(socket, name, stop, log).attach();
        if (result.exit().isPresent()) {
            return result.exit().get();
        }
        Attachment attachment = result.attachment().orElseThrow();
        Optional<String> misfit =
                DeviceFit.complaint(devices.keySet(), attachment.offer().ranges());
        if (misfit.isPresent()) {
            attachment.close();
            return Exit.misconfigured(misfit.get());
        }
        try (HypervisorAccess access =
                HypervisorAccess.of(attachment.offer(), attachment.frames(), attachment.events())) {
            return new Serving(name, socket, devices, console, log).serve(attachment, access, stop);
        } catch (PosixException e) {
            attachment.close();
            return Exit.failed("domain " + attachment.offer().domid() + " cannot be served: " + e.getMessage());
        }
    }
}
