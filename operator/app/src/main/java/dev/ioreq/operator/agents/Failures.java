package dev.ioreq.operator.agents;

import io.grpc.Status;

/** Says in one line why a call failed: gRPC hides the cause (a refused certificate, a closed port) behind "io exception". */
final class Failures {

    private Failures() {}

    static String describe(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        StringBuilder text = new StringBuilder(status.getCode().name());
        if (status.getDescription() != null) {
            text.append(": ").append(status.getDescription().lines().findFirst().orElse(""));
        }
        Throwable root = status.getCause();
        while (root != null && root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root != null && root.getMessage() != null && text.indexOf(root.getMessage()) < 0) {
            text.append(" (").append(root.getMessage()).append(')');
        }
        return text.toString();
    }
}
