package dev.ioreq.agent.declaration;

/**
 * The pod that the operator made for a server, as the kubelet knows it.
 *
 * @param uid of this very pod: one that is made anew under the same name has another
 * @param serviceAccount as which it runs
 */
public record EmulatorPod(String namespace, String name, String uid, String serviceAccount) {}
