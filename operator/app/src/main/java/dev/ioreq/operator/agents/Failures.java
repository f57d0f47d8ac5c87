package dev.ioreq.operator.agents;

import io.grpc.Status;

/** Says in one line why a call failed: gRPC hides the cause (a refused certificate, a closed port) behind "io exception". */
final class Failures {

    private static final int DEEPEST = 6;

    private Failures() {}

    static String describe(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        StringBuilder text = new StringBuilder(status.getCode().name());
        if (status.getDescription() != null) {
            text.append(": ").append(status.getDescription().lines().findFirst().orElse(""));
        }
        Throwable cause = status.getCause();
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause.getMessage() != null && text.indexOf(cause.getMessage()) < 0) {
                text.append(": ").append(cause.getMessage());
            }
        }
        return text.toString();
    }
}
