package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.domains.DomainRegistry;
import dev.ioreq.agent.handover.HandoverBroker;
import dev.ioreq.agent.journal.JournalStore;
import dev.ioreq.agent.lane.Lanes;
import dev.ioreq.agent.responder.Responder;
import dev.ioreq.hypervisor.Hypervisor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all supervisors share.
 *
 * @param bootId the boot of the host that this agent runs in
 * @param timer for wake-ups only: its tasks are short
 */
public record Services(
        Hypervisor hypervisor,
        String bootId,
        DomainRegistry registry,
        JournalStore journal,
        Lanes lanes,
        Responder responder,
        HandoverBroker broker,
        ScheduledExecutorService timer) {}
