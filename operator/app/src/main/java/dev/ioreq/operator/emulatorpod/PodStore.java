package dev.ioreq.operator.emulatorpod;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** The pods of the cluster, as far as emulators are concerned. */
public interface PodStore {

    /** What became of making a pod. */
    sealed interface Creation {

        /** It is there. */
        record Created(PodView pod) implements Creation {}

        /** The API server does not take it; {@code why} is its answer. */
        record Refused(String why) implements Creation {}
    }

    /** The pod as last seen; may lag behind by a moment, except for pods made through this store. */
    Optional<PodView> find(String namespace, String name);

    /** The pod as it is this moment: asks the API server. */
    Optional<PodView> lookUp(String namespace, String name);

    /** Makes a pod. If one of its name is there already, that one is the answer. */
    Creation create(Pod pod);

    /** Deletes the pod, if it is there; {@code atOnce} does not wait for its node to confirm. */
    void delete(String namespace, String name, boolean atOnce);
}
