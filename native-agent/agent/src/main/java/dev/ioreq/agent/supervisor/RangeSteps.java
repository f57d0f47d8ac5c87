package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.declaration.NamedRange;
import dev.ioreq.agent.journal.Milestone;
import dev.ioreq.agent.journal.ServerFact;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.XenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The server's ranges in the hypervisor. The journal lists a range before it is mapped and until after it is unmapped; what an agent
 * finds there when it starts may or may not be mapped, and both answers of the hypervisor are right.
 */
final class RangeSteps {

    private final Server server;

    RangeSteps(Server server) {
        this.server = server;
    }

    /** What the journal lists once the declared ranges are about to be mapped. */
    static List<NamedRange> joined(ServerFact fact, Declaration declared) {
        List<NamedRange> all = new ArrayList<>(declared.ranges());
        Set<IoRange> known = Observer.ranges(declared.ranges());
        fact.ranges().stream().filter(one -> !known.contains(one.range())).forEach(all::add);
        return all;
    }

    void unmap(boolean all) {
        server.confirmDomain();
        Set<IoRange> keep = all ? Set.of() : Observer.ranges(server.declared().ranges());
        List<NamedRange> remaining = new ArrayList<>();
        for (NamedRange one : server.fact().ranges()) {
            if (keep.contains(one.range())) {
                remaining.add(one);
            } else {
                unmap(one.range());
            }
        }
        // Without an emulator by our own will there is no loss: the next one comes to a server as if it were new.
        server.state(fact -> fact.withRanges(remaining)
                .at(all && fact.milestone() == Milestone.SERVING ? Milestone.OFFERED : fact.milestone()));
    }

    void map() {
        server.confirmDomain();
        server.state(fact -> fact.withRanges(joined(fact, server.declared())));
        for (NamedRange one : server.declared().ranges()) {
            if (!server.held().confirmed.contains(one.range())) {
                map(one.range());
            }
        }
    }

    void tell() {
        server.held().told = Optional.of(server.declared().ranges());
        server.point().tell(Messages.ranges(server.declared().ranges()));
    }

    private void unmap(IoRange range) {
        try {
            server.services().hypervisor().unmapIoRange(server.domain(), server.id(), range);
        } catch (XenException e) {
            if (e.errno() != Errno.ENOENT || server.held().confirmed.contains(range)) {
                throw e;
            }
        }
        server.held().confirmed.remove(range);
    }

    private void map(IoRange range) {
        try {
            server.services().hypervisor().mapIoRange(server.domain(), server.id(), range);
        } catch (XenException e) {
            if (e.errno() != Errno.EEXIST || !server.held().inherited.contains(range)) {
                throw e;
            }
        }
        server.held().confirmed.add(range);
    }
}
