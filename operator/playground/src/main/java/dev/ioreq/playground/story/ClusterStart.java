package dev.ioreq.playground.story;

import dev.ioreq.playground.kubernetes.LabCluster;
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
import dev.ioreq.playground.pods.PodRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Starts a playground: first what needs nobody, so that every processor is busy from the beginning. The operator is started before
 * its rights and the resource types are there; it needs seconds to look for them, and they need a fraction of one. Everything started is handed to the teardown at once, so that an end
 * in the middle leaves nothing either.
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
        var replicas = new Replicas(
                artifacts.operator(), identities.operator(), controlPlane.operatorKubeconfig(), run, teardown);
        Replica operator = replicas.start("playground");
        var manifests = new Manifests(controlPlane.client());
        if (!controlPlane.isReal()) {
            manifests.apply(List.of(Manifests.namespace(OperatorProgram.NAMESPACE)));
            manifests.apply(manifests.read(artifacts.manifests("base/operator-rbac.yaml")));
            manifests.apply(manifests.read(artifacts.manifests("crds")));
        }
        nodes.values().forEach(node -> manifests.apply(NodeObjects.of(node, manifests)));
        PodRunner pods = startPods(controlPlane, nodes);
        logs.of(pods);
        var cluster = new PlaygroundCluster(
                teardown, run, artifacts, identities, controlPlane, nodes, replicas, operator, pods);
        teardown.add("signals to all programs", () -> {
            operator.process().terminate();
            nodes.values().forEach(node -> node.agent().terminate());
        });
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

    /** With a lab, the first node is real Xen; the others are simulated always. */
    private Map<String, Node> startNodes(Identities identities, ContainerImages images)
            throws IOException, InterruptedException {
        Optional<Lab> lab = Lab.ofThisRun();
        var nodes = new LinkedHashMap<String, Node>();
        for (String name : plan.nodes()) {
            Node node = lab.isPresent() && nodes.isEmpty()
                    ? XenNode.start(lab.get(), run, name, identities.agent(name))
                    : SimulatedNode.start(NodeLayout.in(run, name), artifacts.agent(), identities.agent(name), images);
            teardown.add("node " + name, node);
            nodes.put(name, node);
        }
        return nodes;
    }

    private PodRunner startPods(ControlPlane controlPlane, Map<String, Node> nodes) {
        var places = nodes.values().stream().collect(Collectors.toMap(Node::name, Node::pods));
        var pods = new PodRunner(controlPlane.client(), places, run.directory("pods"), Clock.systemUTC());
        teardown.add("pods", pods);
        pods.start();
        if (controlPlane.isReal()) {
            var leases = new NodeLeases(controlPlane.client(), nodes.keySet(), Clock.systemUTC());
            teardown.add("node leases", leases);
            leases.start();
        }
        return pods;
    }
}
