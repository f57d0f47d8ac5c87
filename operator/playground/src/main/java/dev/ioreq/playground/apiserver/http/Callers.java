package dev.ioreq.playground.apiserver.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.ioreq.playground.apiserver.auth.Authenticator;
import dev.ioreq.playground.apiserver.auth.User;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Who sends a request: a token goes before a certificate. */
final class Callers {
    private final Authenticator authenticator;

    Callers(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    Optional<User> of(HttpExchange exchange) {
        return authenticator
                .byHeader(exchange.getRequestHeaders().getFirst("Authorization"))
                .or(() -> certified(exchange));
    }

    private static Optional<User> certified(HttpExchange exchange) {
        if (!(exchange instanceof HttpsExchange https)) {
            return Optional.empty();
        }
        try {
            return https.getSSLSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Authenticator.byCertificate(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            // No certificate was presented, which is allowed: a wrong one would have ended the handshake.
            return Optional.empty();
        }
    }
}
