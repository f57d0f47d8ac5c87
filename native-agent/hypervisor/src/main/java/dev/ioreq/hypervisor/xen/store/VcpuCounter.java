package dev.ioreq.hypervisor.xen.store;

import dev.ioreq.hypervisor.DomainId;

/** Asks Xen how many vCPUs a domain has; ESRCH there is none, EPERM it is not ours, EINVAL it is PV. */
public interface VcpuCounter {

    int vcpus(DomainId domain);
}
