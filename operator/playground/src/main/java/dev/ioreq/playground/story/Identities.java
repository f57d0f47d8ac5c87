package dev.ioreq.playground.story;

import dev.ioreq.playground.certificates.IssuedCertificate;
import dev.ioreq.playground.certificates.PlaygroundCertificates;
import dev.ioreq.playground.launch.RunDirectory;
import dev.ioreq.playground.launch.TlsFiles;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is who in one run: certificates of an authority that lives as long as the run, for mutual TLS between operator and agents.
 *
 * @param authority vouches for all of them, and for the API server and its clients
 * @param operator the operator's side towards the agents
 * @param agents each agent's side, by node
 */
record Identities(PlaygroundCertificates authority, TlsFiles operator, Map<String, TlsFiles> agents) {
    static Identities create(RunDirectory run, List<String> nodes) throws IOException {
        var authority = PlaygroundCertificates.create();
        var agents = new LinkedHashMap<String, TlsFiles>();
        for (String node : nodes) {
            agents.put(node, write(run, "agent-" + node, authority.issue("agent " + node, node + ".node.ioreq.dev")));
        }
        return new Identities(
                authority, write(run, "operator", authority.issue("operator", "operator.ioreq.dev")), agents);
    }

    private static TlsFiles write(RunDirectory run, String name, IssuedCertificate certificate) throws IOException {
        IssuedCertificate.PemFiles files = certificate.writeTo(run.directory("tls/" + name));
        return new TlsFiles(files.certificate(), files.key(), files.authority());
    }

    TlsFiles agent(String node) {
        return agents.get(node);
    }
}
