package dev.ioreq.playground.apiserver;

import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.apiserver.logs.LogSource;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * What an API server is started with.
 *
 * @param ssl its certificate, and the authority whose client certificates it accepts
 * @param port on loopback; 0 for a free one
 * @param usersByToken bearer tokens it accepts
 * @param enforcesRbac refuse what no role allows; members of system:masters may everything either way
 * @param logs where pod logs come from
 */
public record ApiServerConfig(
        SSLContext ssl, int port, Map<String, User> usersByToken, boolean enforcesRbac, LogSource logs) {
    /** On a free port, without roles and logs. */
    public static ApiServerConfig on(SSLContext ssl, Map<String, User> usersByToken) {
        return new ApiServerConfig(ssl, 0, usersByToken, false, LogSource.NONE);
    }

    public ApiServerConfig withLogs(LogSource source) {
        return new ApiServerConfig(ssl, port, usersByToken, enforcesRbac, source);
    }

    public ApiServerConfig withPort(int fixed) {
        return new ApiServerConfig(ssl, fixed, usersByToken, enforcesRbac, logs);
    }

    public ApiServerConfig enforcingRbac() {
        return new ApiServerConfig(ssl, port, usersByToken, true, logs);
    }
}
