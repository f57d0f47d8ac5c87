package dev.ioreq.playground.pods;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The containers of nodes, as whoever runs them has them: the playground's pod runner, or a kubelet. */
public interface Pods {
    /** A pod's container, while it runs. */
    Optional<RunningContainer> running(String namespace, String pod, String container);

    /** The log files of a pod's container, one a start, oldest first; empty when there is no such pod here. */
    List<Path> logs(String namespace, String pod, String container);

    /** The processes on this machine of all running containers. */
    List<Long> pids();

    /** Those of two who run pods of different nodes. */
    default Pods and(Pods others) {
        Pods these = this;
        return new Pods() {
            @Override
            public Optional<RunningContainer> running(String namespace, String pod, String container) {
                return these.running(namespace, pod, container).or(() -> others.running(namespace, pod, container));
            }

            @Override
            public List<Path> logs(String namespace, String pod, String container) {
                List<Path> logs = these.logs(namespace, pod, container);
                return logs.isEmpty() ? others.logs(namespace, pod, container) : logs;
            }

            @Override
            public List<Long> pids() {
                return Stream.of(these, others)
                        .flatMap(pods -> pods.pids().stream())
                        .toList();
            }
        };
    }
}
