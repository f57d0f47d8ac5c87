package dev.ioreq.agent.csi;

import java.util.Map;

/**
 * What the kubelet says about a volume and the pod that asks for it: the volume's attribute, and the keys that
 * {@code podInfoOnMount: true} in the CSIDriver adds. A pod cannot forge the latter: the kubelet writes them over its attributes.
 *
 * @param key the server that is asked for
 * @param serviceAccount of the pod
 */
record VolumeContext(String key, String namespace, String pod, String uid, String serviceAccount) {

    static final String KEY = "ioreq.dev/key";
    static final String NAMESPACE = "csi.storage.k8s.io/pod.namespace";
    static final String POD = "csi.storage.k8s.io/pod.name";
    static final String UID = "csi.storage.k8s.io/pod.uid";
    static final String SERVICE_ACCOUNT = "csi.storage.k8s.io/serviceAccount.name";
    static final String EPHEMERAL = "csi.storage.k8s.io/ephemeral";

    private static final String POD_INFO = "what the kubelet adds when the CSIDriver has podInfoOnMount: true";

    /** @throws Refusal naming the first entry that is missing or wrong */
    static VolumeContext read(Map<String, String> context) throws Refusal {
        String ephemeral = required(context, EPHEMERAL, POD_INFO);
        if (!ephemeral.equals("true")) {
            throw Refusal.invalid(
                    field(EPHEMERAL),
                    ephemeral,
                    "true: a handover is an inline volume of a pod, never a PersistentVolume");
        }
        return new VolumeContext(
                required(context, KEY, "the volume attribute with the UID of an IoreqServer"),
                required(context, NAMESPACE, POD_INFO),
                required(context, POD, POD_INFO),
                required(context, UID, POD_INFO),
                required(context, SERVICE_ACCOUNT, POD_INFO));
    }

    private static String required(Map<String, String> context, String key, String expected) throws Refusal {
        String value = context.get(key);
        if (value == null || value.isBlank()) {
            throw Refusal.invalid(field(key), "not set", expected);
        }
        return value;
    }

    static String field(String key) {
        return "volume_context[" + key + "]";
    }

    /** Namespace, name, UID and service account: how logs and messages call this pod. */
    String podName() {
        return namespace + "/" + pod + " (uid " + uid + ", service account " + serviceAccount + ")";
    }
}
