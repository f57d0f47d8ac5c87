package dev.ioreq.playground.story;

import dev.ioreq.playground.kubernetes.Drain;
import dev.ioreq.playground.kubernetes.LabCluster;
import dev.ioreq.playground.kubernetes.LabNode;
import dev.ioreq.playground.kubernetes.NodeLeases;
import dev.ioreq.playground.lab.Lab;
import dev.ioreq.playground.lab.XenNode;
import dev.ioreq.playground.launch.Artifacts;
import dev.ioreq.playground.launch.LogFile;
import dev.ioreq.playground.launch.OperatorProgram;
import dev.ioreq.playground.launch.RunDirectory;
import dev.ioreq.playground.launch.Teardown;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.node.Node;
import dev.ioreq.playground.node.NodeLayout;
import dev.ioreq.playground.node.SimulatedNode;
import dev.ioreq.playground.pods.ContainerImages;
import dev.ioreq.playground.pods.EmulatorImages;
import dev.ioreq.playground.pods.PodLogs;
import dev.ioreq.playground.pods.PodNode;
import dev.ioreq.playground.pods.PodRunner;
import dev.ioreq.playground.pods.Pods;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a playground: first what needs nobody, so that every processor is busy from the beginning, and the operator when its rights
 * and the resource types are there, without which it ends at once. Everything started is handed to the teardown at once, so that
 * an end in the middle leaves nothing either.
 */
final class ClusterStart {
    private final ClusterPlan plan;
    private final Teardown teardown;
    private final Artifacts artifacts;
    private final RunDirectory run;

    ClusterStart(ClusterPlan plan, Teardown teardown, Artifacts artifacts) throws IOException {
        this.plan = plan;
        this.teardown = teardown;
        this.artifacts = artifacts;
        this.run = RunDirectory.create(Path.of(System.getProperty("java.io.tmpdir")));
        teardown.add("run directory " + run.path(), run);
        teardown.add("log", LogFile.open(run.directory("logs").resolve("playground.log")));
        System.setProperty("jna.tmpdir", run.directory("tmp").toString());
    }

    PlaygroundCluster run() throws IOException, InterruptedException {
        var identities = Identities.create(run, plan.nodes());
        var images = EmulatorImages.of(artifacts, run.directory("tmp"), run.directory("logs"));
        teardown.add("shared emulators", images);
        Map<String, Node> nodes = startNodes(identities, images.images());
        var logs = new PodLogs();
        ControlPlane controlPlane = startControlPlane(identities, logs);
        teardown.add("API server", controlPlane);
        var manifests = new Manifests(controlPlane.client());
        if (!controlPlane.isReal()) {
            manifests.apply(List.of(Manifests.namespace(OperatorProgram.NAMESPACE)));
            manifests.apply(manifests.read(artifacts.manifests("base/operator-rbac.yaml")));
            manifests.apply(manifests.read(artifacts.manifests("crds")));
        }
        if (LabNode.ofThisRun().isPresent()) {
            manifests.apply(manifests.read(artifacts.manifests("base/csi-driver.yaml")));
        }
        var replicas = new Replicas(
                artifacts.words(artifacts.operator()),
                identities.operator(),
                controlPlane.operatorKubeconfig(),
                run,
                teardown);
        Replica operator = replicas.start("playground");
        nodes.values().forEach(node -> manifests.apply(NodeObjects.of(node, manifests)));
        Pods pods = startPods(controlPlane, nodes);
        logs.of(pods);
        var cluster = new PlaygroundCluster(
                teardown, run, artifacts, identities, controlPlane, nodes, replicas, operator, pods);
        teardown.add("signals to all programs", () -> {
            operator.process().terminate();
            nodes.values().forEach(node -> node.agent().terminate());
        });
        if (LabNode.ofThisRun().isPresent()) {
            teardown.add("pods of the kubelet", new Drain(controlPlane.client()));
        }
        for (DeclaredGuest guest : plan.guests()) {
            cluster.boots(guest);
        }
        return cluster;
    }

    /** With the lab's cluster, its API server; else one in this JVM. */
    private ControlPlane startControlPlane(Identities identities, PodLogs logs)
            throws IOException, InterruptedException {
        Optional<LabCluster> lab = LabCluster.ofThisRun();
        return lab.isPresent()
                ? RealControlPlane.take(lab.get(), run, artifacts)
                : EmbeddedControlPlane.start(run, identities.authority(), logs);
    }

    /** The first node is special in a lab; the others are simulated, and the pod runner runs their pods, always. */
    private Map<String, Node> startNodes(Identities identities, ContainerImages images)
            throws IOException, InterruptedException {
        var nodes = new LinkedHashMap<String, Node>();
        for (String name : plan.nodes()) {
            Node node = nodes.isEmpty() ? startFirst(name, identities, images) : simulated(name, identities, images);
            teardown.add("node " + name, node);
            nodes.put(name, node);
        }
        return nodes;
    }

    /** With the lab of Xen, a node that is real; with the lab of Kubernetes, one whose pods a real kubelet runs, if that is up. */
    private Node startFirst(String name, Identities identities, ContainerImages images)
            throws IOException, InterruptedException {
        Optional<Lab> xen = Lab.ofThisRun();
        if (xen.isPresent()) {
            return XenNode.start(xen.get(), run, name, identities.agent(name));
        }
        Optional<LabNode> kubelet = LabNode.ofThisRun();
        if (kubelet.isPresent()) {
            return SimulatedNode.start(
                    NodeLayout.in(run, name),
                    artifacts,
                    identities.agent(name),
                    kubelet.get().agent());
        }
        return simulated(name, identities, images);
    }

    private Node simulated(String name, Identities identities, ContainerImages images) throws IOException {
        return SimulatedNode.start(NodeLayout.in(run, name), artifacts, identities.agent(name), images);
    }

    private Pods startPods(ControlPlane controlPlane, Map<String, Node> nodes) {
        var places = new HashMap<String, PodNode>();
        nodes.forEach((name, node) -> node.pods().ifPresent(place -> places.put(name, place)));
        var pods = new PodRunner(controlPlane.client(), places, run.directory("pods"), Clock.systemUTC());
        teardown.add("pods", pods);
        pods.start();
        if (controlPlane.isReal()) {
            var leases = new NodeLeases(controlPlane.client(), places.keySet(), Clock.systemUTC());
            teardown.add("node leases", leases);
            leases.start();
        }
        return LabNode.ofThisRun()
                .map(kubelet -> pods.and(kubelet.pods(controlPlane.client())))
                .orElse(pods);
    }
}
