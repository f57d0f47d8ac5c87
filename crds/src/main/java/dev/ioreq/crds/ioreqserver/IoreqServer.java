package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.ioreq.crds.common.ApiGroup;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One IOREQ server of one guest, and the emulator that answers its I/O. Namespaced; {@code kubectl get ioreq}. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind("IoreqServer")
@Singular("ioreqserver")
@Plural("ioreqservers")
@ShortNames("ioreq")
@Categories(ApiGroup.CATEGORY)
@JsonClassDescription("One IOREQ server of one Xen guest, and the emulator that answers the guest's I/O in its ranges.")
@AdditionalPrinterColumn(name = "Domain", jsonPath = ".status.domain.name")
@AdditionalPrinterColumn(name = "Node", jsonPath = ".status.nodeName")
@AdditionalPrinterColumn(name = "Server", jsonPath = ".status.serverId", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Emulator", jsonPath = ".status.emulator.pod")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Domid", jsonPath = ".status.domain.id", type = Type.INTEGER, priority = 1)
@AdditionalPrinterColumn(name = "vCPUs", jsonPath = ".status.vcpus", type = Type.INTEGER, priority = 1)
@AdditionalPrinterColumn(name = "Buffered", jsonPath = ".spec.bufferedIo", priority = 1)
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.conditions[?(@.type==\"Ready\")].message", priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class IoreqServer extends CustomResource<IoreqServerSpec, IoreqServerStatus> implements Namespaced {
    private static final long serialVersionUID = 1;
}
