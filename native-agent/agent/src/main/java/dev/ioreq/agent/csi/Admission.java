package dev.ioreq.agent.csi;

import dev.ioreq.agent.supervisor.ServerPhase;
import dev.ioreq.agent.supervisor.ServerReport;
import io.grpc.Status;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which pod may have a server's handover: the one that the operator makes for that server, in the server's namespace and with the
 * server's name. Whoever may make pods in that namespace may run the server's emulator anyway: the grant is the namespace's.
 */
final class Admission {

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
        require(VolumeContext.NAMESPACE, context.namespace(), server.namespace(), server);
        require(VolumeContext.POD, context.pod(), EmulatorPodName.of(server.name()), server);
        if (server.phase() == ServerPhase.RELEASING) {
            throw new Refusal(
                    Status.FAILED_PRECONDITION,
                    VolumeContext.field(VolumeContext.KEY) + ": " + context.key() + ", but the server "
                            + server.namespace() + "/" + server.name() + " is being released");
        }
        return server;
    }

    private static void require(String key, String actual, String expected, ServerReport server) throws Refusal {
        if (!actual.equals(expected)) {
            // The server's own name is not told to a pod of another namespace.
            throw new Refusal(
                    Status.PERMISSION_DENIED,
                    VolumeContext.field(key) + ": " + actual + ", expected "
                            + (key.equals(VolumeContext.NAMESPACE)
                                    ? "the namespace of the IoreqServer with UID " + server.key()
                                    : expected + ", the emulator pod of " + server.namespace() + "/" + server.name())
                            + ": a handover is given to the pod that the operator made for its server only");
        }
    }
}
