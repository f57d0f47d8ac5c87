package dev.ioreq.playground.apiserver.table;

import static dev.ioreq.playground.apiserver.table.Column.text;
import static dev.ioreq.playground.apiserver.table.Column.wide;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.resource.Metadata;
import java.util.List;

/** Pods. */
final class PodColumns {
    private PodColumns() {}

    static List<Column> columns(Ages ages) {
        return List.of(
                text("Ready", PodColumns::ready),
                text("Status", PodColumns::status),
                text("Restarts", pod -> restarts(pod, ages)),
                text(
                        "Age",
                        pod -> ages.since(pod.at("/metadata/creationTimestamp").asText())),
                wide("IP", pod -> orNone(pod.at("/status/podIP"))),
                wide("Node", pod -> orNone(pod.at("/spec/nodeName"))),
                wide("Nominated Node", pod -> orNone(pod.at("/status/nominatedNodeName"))),
                wide("Readiness Gates", pod -> "<none>"));
    }

    private static String ready(JsonNode pod) {
        int ready = 0;
        for (var container : pod.at("/status/containerStatuses")) {
            ready += container.path("ready").asBoolean() ? 1 : 0;
        }
        return ready + "/" + pod.at("/spec/containers").size();
    }

    /** The most telling of phase, reason and container states. */
    private static String status(JsonNode pod) {
        String status = pod.at("/status/reason").asText(pod.at("/status/phase").asText());
        boolean running = false;
        for (var container : pod.at("/status/containerStatuses")) {
            var state = container.path("state");
            var waiting = state.at("/waiting/reason");
            var terminated = state.path("terminated");
            if (waiting.isTextual()) {
                status = waiting.asText();
            } else if (terminated.isObject()) {
                status = terminated(terminated);
            } else {
                running |= container.path("ready").asBoolean() && state.has("running");
            }
        }
        if (status.equals("Completed") && running) {
            status = "Running";
        }
        return Metadata.isBeingDeleted(pod) ? "Terminating" : status;
    }

    private static String terminated(JsonNode terminated) {
        String reason = terminated.path("reason").asText("");
        if (!reason.isEmpty()) {
            return reason;
        }
        int signal = terminated.path("signal").asInt(0);
        return signal != 0
                ? "Signal:" + signal
                : "ExitCode:" + terminated.path("exitCode").asInt();
    }

    private static String restarts(JsonNode pod, Ages ages) {
        int restarts = 0;
        String last = "";
        for (var container : pod.at("/status/containerStatuses")) {
            restarts += container.path("restartCount").asInt();
            String finished = container.at("/lastState/terminated/finishedAt").asText("");
            last = finished.compareTo(last) > 0 ? finished : last;
        }
        return restarts == 0 || last.isEmpty()
                ? Integer.toString(restarts)
                : restarts + " (" + ages.since(last) + " ago)";
    }

    private static String orNone(JsonNode node) {
        return node.asText("").isEmpty() ? "<none>" : node.asText();
    }
}
