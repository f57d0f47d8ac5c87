package dev.ioreq.operator.agents;

/**
 * Where an agent listens.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 1..65535
 */
public record AgentEndpoint(String host, int port) {

    /** @throws IllegalArgumentException if host or port are not such */
    public AgentEndpoint {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("an agent's host must not be empty");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("an agent's port must be 1..65535, not " + port);
        }
    }

    /**
     * Reads {@code host:port}; an IPv6 host stands in brackets.
     *
     * @throws IllegalArgumentException naming the text and what was expected
     */
    public static AgentEndpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "spec.agent.address '" + text + "': an IPv6 host must stand in brackets, as in [2001:db8::1]:9443");
        }
        try {
            return new AgentEndpoint(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "spec.agent.address '" + text + "': expected host:port, as in xen-a.example.org:9443", e);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
