package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.domains.DomainGoneException;
import dev.ioreq.agent.handover.HandoverPoint;
import dev.ioreq.agent.journal.JournalEntry;
import dev.ioreq.agent.journal.ServerFact;
import dev.ioreq.agent.journal.ServerRecord;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.IoreqServerId;
import java.util.function.UnaryOperator;

/**
 * One server in the hands of its steps.
 *
 * @param trouble called by the responder when it had to give the server up
 */
record Server(Services services, ServerRecord record, Held held, HandoverPoint point, Runnable trouble) {

    JournalEntry entry() {
        return record.entry();
    }

    Declaration declared() {
        return entry().declared();
    }

    /** @throws IllegalStateException if the server does not exist: the decision never asks for such a step */
    ServerFact fact() {
        return entry().fact()
                .orElseThrow(() -> new IllegalStateException(declared().displayName() + " has no server"));
    }

    DomainId domain() {
        return fact().domain().id();
    }

    IoreqServerId id() {
        return fact().server();
    }

    void state(UnaryOperator<ServerFact> change) {
        record.update(entry -> entry.stating(change.apply(entry.fact().orElseThrow())));
    }

    /**
     * Makes sure of the domain before a call that changes something. While frames are mapped the domain's number cannot be used again,
     * so the last listing is good enough.
     *
     * @throws DomainGoneException if it does not live any more
     */
    void confirmDomain() {
        if (held.frames == null) {
            services.registry().confirm(fact().domain());
        } else if (!services.registry().lives(fact().domain())) {
            throw new DomainGoneException(fact().domain());
        }
    }
}
