package dev.ioreq.hypervisor.simulated.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which domains besides domain 0 may manage which guests: stubdomains, each for its target. */
public final class Privileges {

    private record Grant(int domid, int target) {}

    private final Set<Grant> grants = ConcurrentHashMap.newKeySet();

    /** Makes the domain a device model of the target. */
    public void setTarget(int domid, int target) {
        grants.add(new Grant(domid, target));
    }

    boolean mayManage(int domid, int target) {
        return domid == 0 || grants.contains(new Grant(domid, target));
    }
}
