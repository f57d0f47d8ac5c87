package dev.ioreq.crds.grant;

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

/** Which namespaces may attach emulators to which domains. Cluster scoped; {@code kubectl get dg}. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Kind("DomainGrant")
@Singular("domaingrant")
@Plural("domaingrants")
@ShortNames("dg")
@Categories(ApiGroup.CATEGORY)
@JsonClassDescription(
        "Lets namespaces attach emulators to domains. An emulator can read all memory of its guest, so without a grant nothing is created.")
@AdditionalPrinterColumn(name = "Namespaces", jsonPath = ".spec.namespaces")
@AdditionalPrinterColumn(name = "Domains", jsonPath = ".spec.domains")
@AdditionalPrinterColumn(name = "Servers", jsonPath = ".status.servers", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Nodes", jsonPath = ".spec.nodes", priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class DomainGrant extends CustomResource<DomainGrantSpec, DomainGrantStatus> {
    private static final long serialVersionUID = 1;
}
