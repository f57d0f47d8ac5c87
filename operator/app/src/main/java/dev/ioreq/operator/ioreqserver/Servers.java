package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.protocol.agent.DomainIdentity;
import java.util.List;

/** Every IoreqServer of the cluster, from a cache. What it returns must not be changed. */
public interface Servers {

    /** All of them. */
    List<IoreqServer> all();

    /** Those whose {@code spec.domain} could mean the domain: by name, by uuid, or by id. */
    List<IoreqServer> referringTo(DomainIdentity domain);

    /** Those whose status says that they live on the node. */
    List<IoreqServer> on(String node);

    /** Whether all of them have been seen since the operator started: before, nothing can be said to be missing. */
    boolean complete();

    /** Whether there is one with this UID. */
    boolean exists(String uid);
}
