package dev.ioreq.playground.story;

import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.node.GuestCatalogue;
import java.util.List;

/**
 * How big a stage is to be.
 *
 * @param nodes names of the nodes, in order; where there is a lab the first is real
 * @param guests those that run from the beginning; each lives on one of the nodes
 */
public record ClusterPlan(List<String> nodes, List<DeclaredGuest> guests) {
    public ClusterPlan {
        nodes = List.copyOf(nodes);
        guests = List.copyOf(guests);
    }

    /** Two nodes and the guests that {@code manifests/examples} speak of. */
    public static ClusterPlan examples() {
        List<DeclaredGuest> guests = GuestCatalogue.guests();
        return new ClusterPlan(
                guests.stream().map(DeclaredGuest::node).distinct().toList(), guests);
    }

    /** The same guests, all on the first of the two nodes. */
    public static ClusterPlan examplesOnOneNode() {
        ClusterPlan examples = examples();
        String first = examples.nodes().get(0);
        return new ClusterPlan(
                examples.nodes(),
                examples.guests().stream()
                        .map(guest ->
                                new DeclaredGuest(first, guest.name(), guest.type(), guest.vcpus(), guest.program()))
                        .toList());
    }

    /** One node, and of the examples' guests these; all on that node. */
    public static ClusterPlan oneNode(String... guests) {
        List<String> wanted = List.of(guests);
        return new ClusterPlan(
                List.of("xen-a"),
                GuestCatalogue.guests().stream()
                        .filter(guest -> wanted.contains(guest.name()))
                        .map(guest ->
                                new DeclaredGuest("xen-a", guest.name(), guest.type(), guest.vcpus(), guest.program()))
                        .toList());
    }
}
