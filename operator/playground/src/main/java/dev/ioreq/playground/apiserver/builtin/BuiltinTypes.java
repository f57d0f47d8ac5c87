package dev.ioreq.playground.apiserver.builtin;

import static dev.ioreq.playground.apiserver.builtin.BuiltinType.clusterWide;
import static dev.ioreq.playground.apiserver.builtin.BuiltinType.namespaced;

import dev.ioreq.playground.apiserver.resource.ResourceType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import java.util.List;

/** The built-in resources that are served; none of them has a controller here but namespaces and CRDs. */
public final class BuiltinTypes {
    private static final List<BuiltinType> ALL = List.of(
            clusterWide("v1", "namespaces", Namespace.class, "ns")
                    .with("status")
                    .selectableBy("status.phase"),
            clusterWide("v1", "nodes", Node.class, "no").with("status").selectableBy("spec.unschedulable"),
            namespaced("v1", "pods", Pod.class, "po")
                    .with("status", "log")
                    .selectableBy(
                            "spec.nodeName",
                            "spec.restartPolicy",
                            "spec.serviceAccountName",
                            "status.phase",
                            "status.podIP"),
            namespaced("v1", "configmaps", ConfigMap.class, "cm"),
            namespaced("v1", "secrets", Secret.class).selectableBy("type"),
            namespaced("v1", "serviceaccounts", ServiceAccount.class, "sa"),
            namespaced("v1", "services", Service.class, "svc")
                    .with("status")
                    .selectableBy("spec.clusterIP", "spec.type"),
            namespaced("v1", "endpoints", Endpoints.class, "ep"),
            namespaced("v1", "resourcequotas", ResourceQuota.class, "quota").with("status"),
            namespaced("v1", "persistentvolumeclaims", PersistentVolumeClaim.class, "pvc")
                    .with("status"),
            namespaced("v1", "events", Event.class, "ev")
                    .selectableBy(
                            "involvedObject.kind",
                            "involvedObject.namespace",
                            "involvedObject.name",
                            "involvedObject.uid",
                            "involvedObject.apiVersion",
                            "involvedObject.resourceVersion",
                            "involvedObject.fieldPath",
                            "reason",
                            "reportingComponent",
                            "source",
                            "type"),
            namespaced("events.k8s.io/v1", "events", io.fabric8.kubernetes.api.model.events.v1.Event.class, "ev")
                    .selectableBy(
                            "regarding.kind",
                            "regarding.namespace",
                            "regarding.name",
                            "regarding.uid",
                            "reason",
                            "reportingController",
                            "type"),
            namespaced("coordination.k8s.io/v1", "leases", Lease.class),
            namespaced("apps/v1", "deployments", Deployment.class, "deploy").with("status"),
            namespaced("apps/v1", "daemonsets", DaemonSet.class, "ds").with("status"),
            namespaced("apps/v1", "statefulsets", StatefulSet.class, "sts").with("status"),
            namespaced("apps/v1", "replicasets", ReplicaSet.class, "rs").with("status"),
            namespaced("batch/v1", "jobs", Job.class).with("status"),
            clusterWide(
                            "apiextensions.k8s.io/v1",
                            "customresourcedefinitions",
                            CustomResourceDefinition.class,
                            "crd",
                            "crds")
                    .with("status"),
            namespaced("rbac.authorization.k8s.io/v1", "roles", Role.class),
            namespaced("rbac.authorization.k8s.io/v1", "rolebindings", RoleBinding.class),
            clusterWide("rbac.authorization.k8s.io/v1", "clusterroles", ClusterRole.class),
            clusterWide("rbac.authorization.k8s.io/v1", "clusterrolebindings", ClusterRoleBinding.class),
            namespaced("networking.k8s.io/v1", "networkpolicies", NetworkPolicy.class, "netpol"),
            namespaced("policy/v1", "poddisruptionbudgets", PodDisruptionBudget.class, "pdb")
                    .with("status"),
            clusterWide("scheduling.k8s.io/v1", "priorityclasses", PriorityClass.class, "pc"),
            clusterWide("storage.k8s.io/v1", "csidrivers", CSIDriver.class),
            clusterWide(
                            "admissionregistration.k8s.io/v1",
                            "validatingadmissionpolicies",
                            ValidatingAdmissionPolicy.class)
                    .with("status"),
            clusterWide(
                    "admissionregistration.k8s.io/v1",
                    "validatingadmissionpolicybindings",
                    ValidatingAdmissionPolicyBinding.class));

    private BuiltinTypes() {}

    /** All of them, with schemas that are read off when first needed. */
    public static List<ResourceType> all(ModelSchemas schemas) {
        return ALL.stream().map(builtin -> builtin.type(schemas)).toList();
    }

    /** The model class of a built-in type; null for others. */
    public static Class<?> model(ResourceType type) {
        return ALL.stream()
                .filter(builtin -> builtin.version().equals(type.groupVersion())
                        && builtin.plural().equals(type.names().plural()))
                .findFirst()
                .<Class<?>>map(BuiltinType::model)
                .orElse(null);
    }
}
