package dev.ioreq.agent.responder;

import dev.ioreq.agent.loop.PollLoop;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * Answers for all servers without an emulator, on one thread that waits for all their event channels at once. A server with an emulator
 * is not among them: its descriptor is not even polled.
 */
public final class Responder implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Responder.class);
    private static final Duration PATROL = Duration.ofSeconds(1);

    private final Map<Seat, PollLoop.Watch> seats = new ConcurrentHashMap<>();
    private final LongAdder requests = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final PollLoop loop = new PollLoop("responder", PATROL, this::patrol);

    /**
     * Takes a server over, on the caller's thread, and answers for it from then on. Calls for one seat are serial.
     *
     * @throws dev.ioreq.hypervisor.XenException if its event channels cannot be used; the seat is then silent
     */
    public void answer(Seat seat, AnswerMode mode) {
        if (mode == AnswerMode.SILENT) {
            leave(seat);
            return;
        }
        try {
            count(seat.takeOver(mode));
        } catch (RuntimeException e) {
            leave(seat);
            throw e;
        }
        if (!seats.containsKey(seat)) {
            seats.put(seat, loop.watch(seat.channels().descriptor(), () -> serve(seat)));
        }
    }

    /** Answers no more for a server. When this returns, the responder touches neither its pages nor its event channels. */
    public void leave(Seat seat) {
        PollLoop.Watch watch = seats.remove(seat);
        if (watch != null) {
            watch.close();
        }
        seat.silence();
    }

    /** Requests answered since the start. */
    public long answeredRequests() {
        return requests.sum();
    }

    /** Entries of buffered rings thrown away since the start. */
    public long droppedEntries() {
        return dropped.sum();
    }

    /** How many servers are answered here now. */
    public int seats() {
        return seats.size();
    }

    private void patrol() {
        for (Seat seat : seats.keySet()) {
            try {
                count(seat.patrol());
            } catch (RuntimeException e) {
                giveUp(seat, e);
            }
        }
    }

    private void serve(Seat seat) {
        try {
            count(seat.serve());
        } catch (RuntimeException e) {
            giveUp(seat, e);
        }
    }

    private void giveUp(Seat seat, RuntimeException why) {
        // Whoever ended the seat's use did so on purpose: what failed after that is no trouble.
        if (seats.containsKey(seat)) {
            LOG.warnf("Server %s cannot be answered and is to be taken over anew: %s", seat.name(), why.getMessage());
            leave(seat);
            seat.trouble();
        }
    }

    private void count(Answered answered) {
        requests.add(answered.requests());
        dropped.add(answered.dropped());
    }

    @Override
    public void close() {
        loop.close();
    }
}
