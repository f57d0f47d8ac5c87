package dev.ioreq.agent.domains;

import dev.ioreq.hypervisor.DomainIdentity;

/** The domain that a call was meant for does not live any more; its number may name another one. */
public final class DomainGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DomainGoneException(DomainIdentity domain) {
        super("domain " + domain.name() + " (domid " + domain.id() + ", " + domain.incarnation() + ") is gone");
    }
}
