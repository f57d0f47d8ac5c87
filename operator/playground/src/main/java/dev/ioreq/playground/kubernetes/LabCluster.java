package dev.ioreq.playground.kubernetes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The lab's cluster, as its administrator.
 *
 * @param directory where {@code operator/lab/kube} keeps what belongs to it
 */
public record LabCluster(Path directory) {
    /** The system property with that directory. Where it is set, every stage has the lab's API server. */
    public static final String PROPERTY = "ioreq.lab.kubernetes";

    /** The system property that has the lab's kubelet run the pods of the first node. */
    public static final String KUBELET_PROPERTY = "ioreq.lab.kubelet";

    /** Whether one is asked for. */
    public static boolean isAskedFor() {
        return !System.getProperty(PROPERTY, "").isEmpty();
    }

    /**
     * The cluster of this run; empty when none is asked for.
     *
     * @throws IllegalStateException when one is asked for and is not there: nothing is embedded in its place
     */
    public static Optional<LabCluster> ofThisRun() {
        if (!isAskedFor()) {
            return Optional.empty();
        }
        var cluster = new LabCluster(Path.of(System.getProperty(PROPERTY)));
        for (Path needed : new Path[] {cluster.kubeconfig(), cluster.auditLog()}) {
            if (!Files.isReadable(needed)) {
                throw new IllegalStateException(PROPERTY + "=" + cluster.directory() + ": expected a file " + needed
                        + " of a cluster that is up; start the scenarios by `operator/lab/kube test scenarios`");
            }
        }
        return Optional.of(cluster);
    }

    /** Whether the first node of every stage has a kubelet. */
    public static boolean hasKubelet() {
        return isAskedFor() && Boolean.getBoolean(KUBELET_PROPERTY);
    }

    /** With it, kubectl has all rights. */
    public Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    /** What the API server was asked, in the order it was asked. */
    Path auditLog() {
        return directory.resolve("log/audit.log");
    }

    /** What is asked of its API server from now on. */
    public AuditLog asked() {
        return new AuditLog(auditLog());
    }
}
