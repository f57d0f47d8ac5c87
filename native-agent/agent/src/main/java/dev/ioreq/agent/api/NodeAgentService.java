package dev.ioreq.agent.api;

import dev.ioreq.agent.journal.JournalException;
import dev.ioreq.agent.supervisor.DeclarationConflictException;
import dev.ioreq.agent.supervisor.Supervisors;
import dev.ioreq.protocol.agent.ApplyServerRequest;
import dev.ioreq.protocol.agent.ApplyServerResponse;
import dev.ioreq.protocol.agent.GetNodeRequest;
import dev.ioreq.protocol.agent.Node;
import dev.ioreq.protocol.agent.NodeAgentGrpc;
import dev.ioreq.protocol.agent.ReleaseServerRequest;
import dev.ioreq.protocol.agent.ReleaseServerResponse;
import dev.ioreq.protocol.agent.WatchEvent;
import dev.ioreq.protocol.agent.WatchRequest;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jboss.logging.Logger;

/** The contract's service: agent.proto says what each call means. */
public final class NodeAgentService extends NodeAgentGrpc.NodeAgentImplBase {

    private static final Logger LOG = Logger.getLogger(NodeAgentService.class);

    private final Supervisors supervisors;
    private final Told told;
    private final WatchHub hub;

    public NodeAgentService(Supervisors supervisors, Told told, WatchHub hub) {
        this.supervisors = supervisors;
        this.told = told;
        this.hub = hub;
    }

    @Override
    public void getNode(GetNodeRequest request, StreamObserver<Node> response) {
        answer(response, told::node);
    }

    @Override
    public void applyServer(ApplyServerRequest request, StreamObserver<ApplyServerResponse> response) {
        answer(response, () -> {
            if (!request.hasServer()) {
                throw new InvalidDeclarationException("server", "not set", "a declaration");
            }
            return ApplyServerResponse.newBuilder()
                    .setState(States.write(supervisors.apply(Declarations.read(request.getServer()))))
                    .build();
        });
    }

    @Override
    public void releaseServer(ReleaseServerRequest request, StreamObserver<ReleaseServerResponse> response) {
        answer(response, () -> ReleaseServerResponse.newBuilder()
                .setGone(supervisors.release(Declarations.key("key", request.getKey())))
                .build());
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WatchEvent> response) {
        hub.subscribe((ServerCallStreamObserver<WatchEvent>) response);
    }

    private interface Call<T> {
        T run() throws InvalidDeclarationException;
    }

    private static <T> void answer(StreamObserver<T> response, Call<T> call) {
        T result;
        try {
            result = call.run();
        } catch (InvalidDeclarationException e) {
            refuse(response, Status.INVALID_ARGUMENT, e);
            return;
        } catch (DeclarationConflictException e) {
            refuse(response, Status.FAILED_PRECONDITION, e);
            return;
        } catch (JournalException e) {
            refuse(response, Status.UNAVAILABLE, e);
            return;
        } catch (RuntimeException e) {
            LOG.error("A call failed unexpectedly", e);
            refuse(response, Status.INTERNAL, e);
            return;
        }
        response.onNext(result);
        response.onCompleted();
    }

    private static void refuse(StreamObserver<?> response, Status status, Exception cause) {
        response.onError(status.withDescription(cause.getMessage()).asRuntimeException());
    }
}
