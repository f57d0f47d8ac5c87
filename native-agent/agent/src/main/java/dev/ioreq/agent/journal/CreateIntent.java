package dev.ioreq.agent.journal;

import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.IoreqServerId;
import java.util.Set;

/**
 * On disk before {@code create_ioreq_server}. If no fact follows, the agent died around the call, and comparing what exists now with
 * what existed before tells whether the call was made.
 *
 * @param bootId the boot of the host in which the intent was written; in any other it means nothing
 * @param domain where the server was to be created
 * @param before the servers that existed in the domain just before, whoever made them
 */
public record CreateIntent(String bootId, DomainIdentity domain, Set<IoreqServerId> before) {

    public CreateIntent {
        before = Set.copyOf(before);
    }
}
