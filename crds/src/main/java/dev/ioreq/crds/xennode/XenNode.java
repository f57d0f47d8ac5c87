package dev.ioreq.crds.xennode;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.ioreq.crds.common.ApiGroup;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A node with a hypervisor and an agent. Cluster scoped, named like the Kubernetes node; {@code kubectl get xn}. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind("XenNode")
@Singular("xennode")
@Plural("xennodes")
@ShortNames("xn")
@Categories(ApiGroup.CATEGORY)
@JsonClassDescription(
        "A node with a Xen hypervisor and our agent, and the domains on it. Named like the Kubernetes node; the operator writes its status from what the agent tells.")
@AdditionalPrinterColumn(name = "Hypervisor", jsonPath = ".status.hypervisor.kind")
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.hypervisor.version")
@AdditionalPrinterColumn(name = "Domains", jsonPath = ".status.totals.domains", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Servers", jsonPath = ".status.totals.servers.own", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
        name = "Foreign",
        jsonPath = ".status.totals.servers.foreign",
        type = Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(name = "Agent", jsonPath = ".status.agent.version", priority = 1)
@AdditionalPrinterColumn(name = "Address", jsonPath = ".spec.agent.address", priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.conditions[?(@.type==\"Ready\")].message", priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class XenNode extends CustomResource<XenNodeSpec, XenNodeStatus> {
    private static final long serialVersionUID = 1;
}
