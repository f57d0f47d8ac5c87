package dev.ioreq.agent.tls;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Lets only the operator through: the client's certificate must carry its name as a DNS subject alternative name. */
public final class OperatorOnly implements ServerInterceptor {

    private static final int DNS_NAME = 2;

    private final String operatorName;

    public OperatorOnly(String operatorName) {
        this.operatorName = operatorName;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return refuse(call, Status.UNAUTHENTICATED, "the connection has no TLS session");
        }
        List<String> presented;
        try {
            presented = dnsNames((X509Certificate) session.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
            return refuse(call, Status.UNAUTHENTICATED, "the client's certificate: " + e.getMessage());
        }
        if (!presented.contains(operatorName)) {
            return refuse(
                    call,
                    Status.PERMISSION_DENIED,
                    "the client's certificate presents the DNS names " + presented + ", expected " + operatorName
                            + " (ioreq.agent.tls.operator-name)");
        }
        return next.startCall(call, headers);
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status status, String why) {
        call.close(status.withDescription(why), new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static List<String> dnsNames(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        List<String> dns = new ArrayList<>();
        if (names != null) {
            for (List<?> name : names) {
                if (name.get(0) instanceof Integer type && type == DNS_NAME) {
                    dns.add(String.valueOf(name.get(1)));
                }
            }
        }
        return dns;
    }
}
