package dev.ioreq.emulator.lease;

import dev.ioreq.emulator.EmulatorLog;
import dev.ioreq.emulator.lease.AgentConnection.Incoming;
import dev.ioreq.emulator.serve.Exit;
import dev.ioreq.emulator.serve.StopSignal;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.Poll;
import dev.ioreq.protocol.handover.HandoverError;
import dev.ioreq.protocol.handover.Hello;
import dev.ioreq.protocol.handover.MalformedMessageException;
import dev.ioreq.protocol.handover.Offer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From nothing to an offer: connects, presents the emulator, waits. The agent may come later than we do. */
public final class Attaching {

    /** How often a missing agent is looked for. */
    static final Duration RETRY = Duration.ofMillis(200);

    /** Either an attachment, or why there is none. */
    public record Result(Optional<Attachment> attachment, Optional<Exit> exit) {

        static Result attached(Attachment attachment) {
            return new Result(Optional.of(attachment), Optional.empty());
        }

        static Result ended(Exit exit) {
            return new Result(Optional.empty(), Optional.of(exit));
        }
    }

    private final Path socket;
    private final String name;
    private final StopSignal stop;
    private final EmulatorLog log;

    public Attaching(Path socket, String name, StopSignal stop, EmulatorLog log) {
        this.socket = socket;
        this.name = name;
        this.stop = stop;
        this.log = log;
    }

    /** Waits until an agent offers a server, refuses, or the process is told to stop. */
    public Result attach() {
        while (!stop.isRequested()) {
            Optional<AgentConnection> connection = AgentConnection.connect(socket);
            if (connection.isPresent()) {
                Optional<Result> result = hello(connection.get());
                if (result.isEmpty() || result.get().attachment().isEmpty()) {
                    connection.get().close();
                }
                if (result.isPresent()) {
                    return result.get();
                }
            } else {
                log.sayOnce(socket.toString(), "no agent listens there yet; trying again");
            }
            stop.await(RETRY);
        }
        return Result.ended(Exit.done("stopped before an agent offered a server"));
    }

    /** Empty if the agent went away meanwhile. */
    private Optional<Result> hello(AgentConnection connection) {
        try {
            connection.send(new Hello(name));
            while (Poll.readable(Poll.FOREVER, connection.descriptor(), stop.descriptor())
                    .contains(connection.descriptor())) {
                Optional<Incoming> incoming = connection.receive(Duration.ZERO);
                if (incoming.isPresent()) {
                    return Optional.of(answer(connection, incoming.get()));
                }
            }
            return Optional.empty();
        } catch (EndOfStreamException e) {
            log.say("the agent went away before it offered a server; trying again");
            return Optional.empty();
        } catch (MalformedMessageException e) {
            return Optional.of(Result.ended(Exit.failed("the agent sent no handover message: " + e.getMessage())));
        }
    }

    private static Result answer(AgentConnection connection, Incoming incoming) {
        if (incoming.message() instanceof Offer offer) {
            List<Descriptor> descriptors = incoming.descriptors();
            return Result.attached(
                    new Attachment(offer, descriptors.get(0), descriptors.get(1), descriptors.get(2), connection));
        }
        if (incoming.message() instanceof HandoverError error) {
            return Result.ended(Lease.refused(error));
        }
        return Result.ended(Exit.failed(
                "the agent answered HELLO with " + incoming.message().type() + ", expected OFFER or ERROR"));
    }
}
