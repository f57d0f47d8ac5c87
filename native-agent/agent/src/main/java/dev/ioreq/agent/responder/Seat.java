package dev.ioreq.agent.responder;

import dev.ioreq.agent.journal.EventPorts;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One server's place at the responder: its pages, its event channels, and how it is answered now. An emulator that had the descriptors
 * may have left anything behind: unbound ports (they are bound again), a ring that overflowed (reset), nonsense in the slots.
 *
 * <p>Events are never read, only forgotten, and looked for in the slots: whoever still holds the shared descriptor can make it blocking and
 * take an event away between a poll and a read, and that read would wait for ever.
 */
public final class Seat {

    private static final int ENTRIES_A_TURN = 2 * BufferedIoreqPage.PLACES;
    private static final int REPAIRS = 3;

    private final String name;
    private final DomainId domain;
    private final Frames frames;
    private final EventChannels channels;
    private final boolean buffered;
    private final Runnable trouble;
    private EventPorts ports;
    private AnswerMode mode = AnswerMode.SILENT;

    /**
     * @param name for logs
     * @param domain the guest, for errors
     * @param frames the slots' page, after the buffered ring's if there is one
     * @param ports bound through {@code channels}
     * @param trouble called when the responder had to give the seat up; must be quick
     */
    public Seat(
            String name, DomainId domain, Frames frames, EventChannels channels, EventPorts ports, Runnable trouble) {
        this.name = name;
        this.domain = domain;
        this.frames = frames;
        this.channels = channels;
        this.ports = ports;
        this.trouble = trouble;
        this.buffered = ports.buffered().isPresent();
    }

    public String name() {
        return name;
    }

    public synchronized AnswerMode mode() {
        return mode;
    }

    /** The ports as they are bound now. */
    public synchronized EventPorts ports() {
        return ports;
    }

    public EventChannels channels() {
        return channels;
    }

    /** From the return of this call on, nobody but the caller touches the server, until it is taken over again. */
    synchronized void silence() {
        mode = AnswerMode.SILENT;
    }

    /** Tells the owner that the server is not answered any more although it should be. */
    void trouble() {
        trouble.run();
    }

    /**
     * Takes a server over whatever state it was left in, and answers by the mode. The order is the one that real Xen demands: a port
     * that stays masked is never heard again, and a slot answered without its notification waits for ever.
     *
     * @throws XenException if the event channels cannot be used; nothing is lost, it may be repeated
     */
    synchronized Answered takeOver(AnswerMode by) {
        mode = by;
        Answered total = Answered.NONE;
        for (int attempt = 0; attempt < REPAIRS; attempt++) {
            channels.reset();
            boolean repaired = forEveryPort(channels::unmask);
            total = total.and(scan(new TreeSet<>()));
            repaired |= forEveryPort(channels::notify);
            if (!repaired) {
                return total;
            }
        }
        throw new XenException(
                Errno.ENOTCONN,
                "notify",
                domain,
                "the ports were unbound " + REPAIRS + " times while they were bound again");
    }

    /** Serves what woke the responder: lets every port speak again, looks at every slot, notifies those it answered. */
    synchronized Answered serve() {
        if (mode == AnswerMode.SILENT) {
            return Answered.NONE;
        }
        channels.reset();
        boolean repaired = forEveryPort(channels::unmask);
        return repaired ? takeOver(mode) : scanAndNotify();
    }

    /** Looks at the slots without an event: whoever still holds the descriptor can steal events, but not the slots. */
    synchronized Answered patrol() {
        if (mode == AnswerMode.SILENT) {
            return Answered.NONE;
        }
        Answered missed = scanAndNotify();
        if (missed.requests() == 0) {
            return missed;
        }
        // Who took the event has masked its port, and may be gone since.
        return forEveryPort(channels::unmask) ? missed.and(takeOver(mode)) : missed.and(scanAndNotify());
    }

    /** Whether no request is outstanding: every slot is NONE. */
    public boolean isQuiet() {
        int slots = ports().slots().size();
        return frames.use(pages -> {
            IoreqPage page = new IoreqPage(pages.get(pages.size() - 1));
            for (int vcpu = 0; vcpu < slots; vcpu++) {
                if (page.slot(vcpu).stateAcquire() != IoreqState.NONE) {
                    return false;
                }
            }
            return true;
        });
    }

    private Answered scanAndNotify() {
        Set<Integer> slots = new TreeSet<>();
        Answered answered = scan(slots);
        boolean repaired = false;
        for (int slot : slots) {
            repaired |= reaching(ports.slots().get(slot), channels::notify);
        }
        return repaired ? answered.and(takeOver(mode)) : answered;
    }

    /** @param toNotify receives the slots that were answered, or that were left answered without anybody knowing if the guest heard */
    private Answered scan(Set<Integer> toNotify) {
        int count = ports.slots().size();
        return frames.use(pages -> {
            IoreqPage page = new IoreqPage(pages.get(pages.size() - 1));
            long requests = 0;
            for (int vcpu = 0; vcpu < count; vcpu++) {
                if (SlotAnswer.answer(page.slot(vcpu), mode)) {
                    requests++;
                    toNotify.add(vcpu);
                } else if (page.slot(vcpu).stateAcquire() == IoreqState.RESPONSE_READY) {
                    toNotify.add(vcpu);
                }
            }
            long entries = 0;
            if (buffered && mode == AnswerMode.FENCE) {
                BufferedIoreqPage ring = new BufferedIoreqPage(pages.get(0));
                while (entries < ENTRIES_A_TURN && ring.poll().isPresent()) {
                    entries++;
                }
            }
            return new Answered(requests, entries);
        });
    }

    /** @return true if a port had to be bound again, so that everything must be repeated */
    private boolean forEveryPort(PortCall call) {
        boolean repaired = false;
        List<EventPorts.Binding> all = new ArrayList<>(ports.all());
        for (EventPorts.Binding one : all) {
            repaired |= reaching(one, call);
        }
        return repaired;
    }

    private boolean reaching(EventPorts.Binding port, PortCall call) {
        try {
            call.of(port.local());
            return false;
        } catch (XenException e) {
            if (e.errno() != Errno.ENOTCONN) {
                throw e;
            }
            EventPorts.Binding again = new EventPorts.Binding(port.remote(), channels.bindInterdomain(port.remote()));
            ports = ports.with(port, again);
            return true;
        }
    }

    private interface PortCall {
        void of(int localPort);
    }
}
