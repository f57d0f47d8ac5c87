package dev.ioreq.agent.lab;

import dev.ioreq.protocol.agent.Domain;
import dev.ioreq.protocol.agent.Node;
import dev.ioreq.protocol.agent.ServerState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an agent tells, on one line of {@code field=value}; the message comes last, as it has spaces. */
final class Facts {

    private Facts() {}

    static String of(Node node) {
        return "node name=" + node.getName() + " hypervisor=" + node.getHypervisor() + " version="
                + node.getHypervisorVersion() + " instance=" + node.getAgentInstance()
                + node.getDomainsList().stream().map(Facts::of).collect(Collectors.joining());
    }

    private static String of(Domain domain) {
        return " domain=" + domain.getIdentity().getName() + ",id="
                + domain.getIdentity().getId() + ",type=" + domain.getType() + ",vcpus=" + domain.getVcpus() + ",own="
                + domain.getOwnServersList().toString().replace(" ", "") + ",foreign="
                + domain.getForeignServersList().toString().replace(" ", "") + ",free=" + domain.getFreeServers();
    }

    static String of(ServerState state) {
        String fields = fields(state).entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
        return "state " + fields + " message=" + state.getMessage();
    }

    /** Whether each condition, {@code field=value}, is among the state's. */
    static boolean match(ServerState state, List<String> conditions) {
        Map<String, String> fields = fields(state);
        return conditions.stream().allMatch(condition -> {
            String[] parts = condition.split("=", 2);
            return parts.length == 2 && parts[1].equals(fields.get(parts[0]));
        });
    }

    private static Map<String, String> fields(ServerState state) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", state.getKey());
        fields.put("phase", state.getPhase().name());
        fields.put("emulator", state.getEmulator().name());
        fields.put("domid", state.hasDomain() ? "" + state.getDomain().getId() : "none");
        fields.put("server", state.hasServerId() ? "" + state.getServerId() : "none");
        fields.put("ranges", String.join(",", state.getMappedRangesList()));
        fields.put("reason", state.getReason());
        return fields;
    }
}
