package dev.ioreq.playground.console;

import dev.ioreq.crds.xennode.DomainStatus;
import dev.ioreq.crds.xennode.HypervisorStatus;
import dev.ioreq.crds.xennode.ServerCounts;
import dev.ioreq.crds.xennode.XenNode;
import dev.ioreq.crds.xennode.XenNodeStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** One XenNode as the table shows it. */
record NodeRow(String name, String hypervisor, String domains, String own, String foreign, String connected) {
    static final List<String> HEADINGS =
            List.of("NODE", "HYPERVISOR", "DOMAINS", "SERVERS", "FOREIGN", "AGENT CONNECTED");

    static NodeRow of(XenNode node) {
        Optional<XenNodeStatus> status = Optional.ofNullable(node.getStatus());
        List<DomainStatus> domains = status.map(XenNodeStatus::domains).orElse(List.of());
        return new NodeRow(
                node.getMetadata().getName(),
                status.map(XenNodeStatus::hypervisor)
                        .map(hypervisor -> word(hypervisor.kind()) + " " + hypervisor.version())
                        .orElse(""),
                Integer.toString(domains.size()),
                Integer.toString(sum(domains, ServerCounts::own)),
                Integer.toString(sum(domains, ServerCounts::foreign)),
                status.map(XenNodeStatus::conditions).stream()
                        .flatMap(List::stream)
                        .filter(condition -> condition.type().equals("AgentConnected"))
                        .map(condition -> condition.status().toString())
                        .findFirst()
                        .orElse(""));
    }

    /** As the resource spells it. */
    private static String word(HypervisorStatus.Kind kind) {
        return kind == HypervisorStatus.Kind.XEN ? "Xen" : "Simulated";
    }

    private static int sum(List<DomainStatus> domains, Function<ServerCounts, Integer> count) {
        return domains.stream()
                .map(DomainStatus::servers)
                .filter(Objects::nonNull)
                .map(count)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
    }

    List<String> cells() {
        return List.of(name, hypervisor, domains, own, foreign, connected);
    }

    @Override
    public String toString() {
        return "node %s: %s, %s domains, %s servers of ours, %s of others, agent connected: %s"
                .formatted(name, hypervisor, domains, own, foreign, connected.isEmpty() ? "not yet" : connected);
    }
}
