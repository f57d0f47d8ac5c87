package dev.ioreq.emulator;

import dev.ioreq.emulator.access.HypervisorAccess;
import dev.ioreq.emulator.device.ByteInput;
import dev.ioreq.emulator.device.DeviceModel;
import dev.ioreq.emulator.dispatch.IoDispatcher;
import dev.ioreq.emulator.lease.Attachment;
import dev.ioreq.emulator.lease.Lease;
import dev.ioreq.emulator.serve.ConsoleSource;
import dev.ioreq.emulator.serve.Exit;
import dev.ioreq.emulator.serve.GuestRequests;
import dev.ioreq.emulator.serve.PollSource;
import dev.ioreq.emulator.serve.ServeLoop;
import dev.ioreq.emulator.serve.StopSignal;
import dev.ioreq.emulator.serve.StopSource;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.SharedMapping;
import dev.ioreq.protocol.handover.Offer;
import dev.ioreq.protocol.handover.ProgressPage;
import dev.ioreq.protocol.handover.Ranges;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the attachment to the end: maps, says ready, scans once, serves. The pages stay mapped while the loop runs. */
final class Serving {

    private static final int STANDARD_INPUT = 0;

    private final String name;
    private final Path socket;
    private final Map<String, DeviceModel> devices;
    private final Optional<ByteInput> console;
    private final EmulatorLog log;

    Serving(String name, Path socket, Map<String, DeviceModel> devices, Optional<ByteInput> console, EmulatorLog log) {
        this.name = name;
        this.socket = socket;
        this.devices = devices;
        this.console = console;
        this.log = log;
    }

    Exit serve(Attachment attachment, HypervisorAccess access, StopSignal stop) throws IOException {
        boolean buffers = attachment.offer().bufferedIo() != Offer.BufferedIo.OFF;
        try (SharedMapping slots = access.frames().map(IoreqPage.FRAME);
                SharedMapping progress = SharedMapping.map(attachment.progress(), 0, ProgressPage.SIZE)) {
            if (!buffers) {
                return serve(attachment, access, stop, slots, progress, Optional.empty());
            }
            try (SharedMapping ring = access.frames().map(BufferedIoreqPage.FRAME)) {
                return ring.use(page -> unchecked(() ->
                        serve(attachment, access, stop, slots, progress, Optional.of(new BufferedIoreqPage(page)))));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Exit serve(
            Attachment attachment,
            HypervisorAccess access,
            StopSignal stop,
            SharedMapping slots,
            SharedMapping progress,
            Optional<BufferedIoreqPage> ring) {
        return slots.use(slotsPage -> progress.use(progressPage ->
                unchecked(() -> loop(attachment, access, stop, slotsPage, new ProgressPage(progressPage), ring))));
    }

    private Exit loop(
            Attachment attachment,
            HypervisorAccess access,
            StopSignal stop,
            ByteBuffer slots,
            ProgressPage progress,
            Optional<BufferedIoreqPage> ring)
            throws IOException {
        Offer offer = attachment.offer();
        IoDispatcher dispatcher = new IoDispatcher(devices, offer.ranges(), log);
        GuestRequests requests =
                new GuestRequests(offer, access.events(), new IoreqPage(slots), ring, progress, dispatcher, log);
        try (Lease lease = new Lease(
                socket, name, attachment, access.events().descriptor(), listener(dispatcher, requests), log)) {
            List<PollSource> sources = new ArrayList<>(List.of(requests, lease, new StopSource(stop, lease::detach)));
            console.ifPresent(device ->
                    sources.add(new ConsoleSource(STANDARD_INPUT, new FileInputStream(FileDescriptor.in), device)));
            ServeLoop serveLoop = new ServeLoop(sources, List.of(lease));
            String greeting = greeting(offer);
            // From the first of these lines on a guest may wait: what can be made before is made before.
            lease.ready();
            requests.serveAll();
            log.say(greeting);
            return serveLoop.run();
        } catch (EndOfStreamException e) {
            return Exit.failed(e.getMessage());
        }
    }

    private Lease.Listener listener(IoDispatcher dispatcher, GuestRequests requests) {
        return new Lease.Listener() {
            @Override
            public void rangesChanged(Ranges ranges) {
                dispatcher.setRanges(ranges.ranges());
                log.say("ranges are now " + ranges.ranges());
                List<String> bare = DeviceFit.withoutDevice(devices.keySet(), ranges.ranges());
                if (!bare.isEmpty()) {
                    log.say("no device stands behind " + bare + ": answering all ones there; restart with --device");
                }
            }

            @Override
            public void resumed() throws EndOfStreamException {
                requests.serveAll();
            }
        };
    }

    private static String greeting(Offer offer) {
        return "serving domain " + offer.domainName() + " (domid " + offer.domid() + ", uuid " + offer.uuid()
                + "), server " + offer.serverId() + ", " + offer.vcpus() + " vCPUs, " + offer.ranges();
    }

    private interface Body {
        Exit run() throws IOException;
    }

    /** Mappings take bodies that throw nothing checked. */
    private static Exit unchecked(Body body) {
        try {
            return body.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
