package dev.ioreq.playground.apiserver.auth;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Knows users by bearer token, or by a client certificate that the TLS handshake has verified: CN is the name, O are groups. */
public final class Authenticator {
    private static final String AUTHENTICATED = "system:authenticated";

    private final Map<String, User> usersByToken;

    /** @param usersByToken who presents which token */
    public Authenticator(Map<String, User> usersByToken) {
        this.usersByToken = Map.copyOf(usersByToken);
    }

    public Optional<User> byToken(String token) {
        return Optional.ofNullable(usersByToken.get(token));
    }

    /** The user of an {@code Authorization} header. */
    public Optional<User> byHeader(String authorization) {
        return authorization != null && authorization.startsWith("Bearer ")
                ? byToken(authorization.substring("Bearer ".length()).strip())
                : Optional.empty();
    }

    /** The user a certificate's subject names. */
    public static Optional<User> byCertificate(X509Certificate certificate) {
        try {
            var subject = new LdapName(certificate.getSubjectX500Principal().getName());
            var groups = new ArrayList<>(values(subject, "O"));
            groups.add(AUTHENTICATED);
            return values(subject, "CN").stream().findFirst().map(name -> new User(name, List.copyOf(groups)));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    private static List<String> values(LdapName subject, String type) {
        return subject.getRdns().stream()
                .filter(rdn -> rdn.getType().equalsIgnoreCase(type))
                .map(Rdn::getValue)
                .map(Object::toString)
                .toList();
    }
}
