package dev.ioreq.playground.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.io.IOException;

/** What a {@link PodLifecycle} needs of the node it is on. */
interface PodHost {
    /**
     * What to start for a container of a pod.
     *
     * @throws RefusedPod when it cannot be started as declared
     */
    ContainerLaunch plan(Pod pod, String container, int restarts) throws RefusedPod, IOException;

    /** @throws IOException when the program cannot be started */
    RunningContainer start(ContainerLaunch launch) throws IOException;

    /** Writes the pod's status to the API. */
    void publish(Pod pod, PodStatus status);

    /** Removes a pod that is being deleted and has ended. */
    void remove(Pod pod);

    /** Has {@link PodLifecycle#sync} called soon. */
    void wake();
}
