package dev.ioreq.agent.csi;

import dev.ioreq.agent.declaration.EmulatorPod;
import dev.ioreq.agent.supervisor.ServerPhase;
import dev.ioreq.agent.supervisor.ServerReport;
import io.grpc.Status;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which pod may have a server's handover: the one that the operator has declared with the server, by its namespace, name, UID and service
 * account. Before the operator has declared one, nobody.
 */
final class Admission {

    private static final String ONLY = "a handover is given to the pod that the operator made for its server only";

    private final Function<String, Optional<ServerReport>> declared;

    /** @param declared the server that was declared under a key */
    Admission(Function<String, Optional<ServerReport>> declared) {
        this.declared = declared;
    }

    /** @throws Refusal if the key names no server here, or the pod is not that server's */
    ServerReport check(VolumeContext context) throws Refusal {
        ServerReport server = declared.apply(context.key())
                .orElseThrow(
                        () -> new Refusal(
                                Status.NOT_FOUND,
                                VolumeContext.field(VolumeContext.KEY) + ": " + context.key()
                                        + ", expected the UID of an IoreqServer that the operator has declared to this node's agent"));
        // The server's own name is not told to a pod of another namespace.
        require(
                VolumeContext.NAMESPACE,
                context.namespace(),
                server.namespace(),
                "the namespace of the IoreqServer with UID " + server.key());
        if (server.phase() == ServerPhase.RELEASING) {
            throw new Refusal(
                    Status.FAILED_PRECONDITION,
                    VolumeContext.field(VolumeContext.KEY) + ": " + context.key() + ", but the server " + name(server)
                            + " is being released");
        }
        EmulatorPod pod = server.emulatorPod()
                .orElseThrow(() -> new Refusal(
                        Status.UNAVAILABLE,
                        "the operator has not declared an emulator pod for " + name(server) + " yet; asked for by "
                                + context.podName() + ": " + ONLY));
        require(VolumeContext.NAMESPACE, context.namespace(), pod.namespace(), "the namespace of " + name(server));
        require(VolumeContext.POD, context.pod(), pod.name(), pod.name() + ", the emulator pod of " + name(server));
        require(
                VolumeContext.SERVICE_ACCOUNT,
                context.serviceAccount(),
                pod.serviceAccount(),
                pod.serviceAccount() + ", that of the emulator pod of " + name(server));
        if (!context.uid().equals(pod.uid())) {
            // Perhaps the operator has just made it anew, and its word is on the way.
            throw new Refusal(
                    Status.UNAVAILABLE,
                    message(VolumeContext.UID, context.uid(), pod.uid() + ", the emulator pod of " + name(server)));
        }
        return server;
    }

    private static String name(ServerReport server) {
        return server.namespace() + "/" + server.name();
    }

    private static void require(String key, String actual, String expected, String words) throws Refusal {
        if (!actual.equals(expected)) {
            throw new Refusal(Status.PERMISSION_DENIED, message(key, actual, words));
        }
    }

    private static String message(String key, String actual, String expected) {
        return VolumeContext.field(key) + ": " + actual + ", expected " + expected + ": " + ONLY;
    }
}
