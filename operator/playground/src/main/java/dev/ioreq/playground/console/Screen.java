package dev.ioreq.playground.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of one picture of the cluster. Pure.
 *
 * @param rows how many lines the terminal has
 * @param columns how many characters fit in one
 */
record Screen(int rows, int columns) {
    private static final int LEAST_EVENTS = 3;

    List<String> picture(String head, List<NodeRow> nodes, List<ServerRow> servers, List<EventLine> events) {
        var lines = new ArrayList<String>();
        lines.add(head);
        lines.add("");
        lines.addAll(new TextTable(
                        NodeRow.HEADINGS, nodes.stream().map(NodeRow::cells).toList())
                .lines());
        lines.add("");
        int room = Math.max(1, rows - lines.size() - LEAST_EVENTS - 5);
        lines.addAll(new TextTable(
                        ServerRow.HEADINGS,
                        servers.stream().limit(room).map(ServerRow::cells).toList())
                .lines());
        if (servers.size() > room) {
            lines.add("... and %d more: kubectl get ioreq -A".formatted(servers.size() - room));
        }
        lines.add("");
        lines.add("EVENTS");
        int left = Math.max(LEAST_EVENTS, rows - lines.size() - 1);
        List<String> latest = events.stream().map(EventLine::toString).collect(Collectors.toList());
        Stream.concat(Stream.of("(none yet)").limit(latest.isEmpty() ? 1 : 0), latest.stream())
                .skip(Math.max(0, latest.size() - left))
                .forEach(lines::add);
        return lines.stream().map(this::cut).toList();
    }

    private String cut(String line) {
        return line.length() <= columns ? line : line.substring(0, columns - 1) + "…";
    }
}
