package dev.ioreq.hypervisor.xen.store;

import dev.ioreq.hypervisor.DomainId;
import java.util.List;
import java.util.Optional;

/** What is read of xenstore. Failures other than absence are {@link dev.ioreq.hypervisor.XenException}s. */
interface Xenstore {

    /** The value of a node; empty if it is not there, or not for us to see. */
    Optional<String> read(String path);

    /** The names below a node; empty if it is not there. */
    List<String> directory(String path);

    /** Whether xenstore is connected to the domain: from when it is built to when it begins to die. */
    boolean isIntroduced(DomainId domain);
}
