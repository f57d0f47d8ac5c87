package dev.ioreq.playground.apiserver.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.ioreq.playground.apiserver.faults.Fault;
import dev.ioreq.playground.apiserver.faults.Faults;
import dev.ioreq.playground.apiserver.resource.ApiException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Takes every request: who is it, where does it lead, and what if that fails. */
final class ApiHandler implements HttpHandler {
    private static final Logger LOG = System.getLogger(ApiHandler.class.getName());
    private static final int TOO_MANY_REQUESTS = 429;

    private final Callers callers;
    private final Routes routes;
    private final Faults faults;

    ApiHandler(Callers callers, Routes routes, Faults faults) {
        this.callers = callers;
        this.routes = routes;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            var call = new Call(exchange, callers.of(exchange).orElse(null));
            try {
                suffer(call);
                dispatch(call);
            } catch (ApiException e) {
                answer(call, e);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "%s %s failed".formatted(call.method(), exchange.getRequestURI()), e);
                answer(call, new ApiException(500, "InternalError", "Internal error occurred: " + e, null));
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the client of {0} is gone: {1}", exchange.getRequestURI(), e.getMessage());
        }
    }

    private void dispatch(Call call) throws IOException {
        // fabric8 tries a WebSocket first and falls back to streaming on any plain answer; an endless one would hang
        // it.
        if (call.header("Upgrade").equalsIgnoreCase("websocket")) {
            call.answer(200, "text/plain", new byte[0]);
        } else if (isHealth(call)) {
            call.answer(200, "text/plain", "ok".getBytes(StandardCharsets.UTF_8));
        } else if (call.user() == null && !isVersion(call)) {
            throw new ApiException(401, "Unauthorized", "Unauthorized", null);
        } else {
            routes.route(call);
        }
    }

    private void suffer(Call call) {
        Fault fault = faults.next(call.user()).orElse(null);
        if (fault instanceof Fault.Late late) {
            try {
                Thread.sleep(late.by().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ApiException(503, "ServiceUnavailable", "the API server ends", null);
            }
        } else if (fault instanceof Fault.Refused refused) {
            if (refused.code() == TOO_MANY_REQUESTS) {
                call.retryAfter(Duration.ofSeconds(1));
                throw new ApiException(
                        TOO_MANY_REQUESTS, "TooManyRequests", "too many requests, please try again later", null);
            }
            throw new ApiException(refused.code(), "InternalError", "Internal error occurred: on purpose", null);
        }
    }

    private static boolean isHealth(Call call) {
        return !call.path().isEmpty()
                && Set.of("healthz", "livez", "readyz").contains(call.path().get(0));
    }

    private static boolean isVersion(Call call) {
        return call.path().equals(List.of("version"));
    }

    private static void answer(Call call, ApiException e) throws IOException {
        if (call.isAnswered()) {
            LOG.log(Level.WARNING, "an answer that had begun could not be finished: {0}", e.getMessage());
        } else {
            call.answer(e.code(), e.status());
        }
    }
}
