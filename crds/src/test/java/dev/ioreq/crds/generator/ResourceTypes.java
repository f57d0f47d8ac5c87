package dev.ioreq.crds.generator;

import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.xennode.XenNode;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;

/** The resources a CRD is generated for. */
public final class ResourceTypes {

    public static final List<Class<? extends CustomResource<?, ?>>> ALL =
            List.of(IoreqServer.class, XenNode.class, DomainGrant.class);

    private ResourceTypes() {}
}
