package dev.ioreq.agent.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.hypervisor.IoreqServerId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON of the journal's two files a server, version 1:
 *
 * <pre>
 * key.json       {"version": 1, "declared": {...}, "withdrawn": false}       see {@link DeclarationFormat}
 * key.boot.json  {"version": 1,
 *                 "intent": {"bootId", "domain": {...}, "before": [0]},      only while a creation is under way
 *                 "fact": {"bootId", "domain": {...}, "server": 1, "milestone": "SERVING",
 *                          "ports": {"slots": [{"remote", "local"}], "buffered": {...}}, "ranges": [...]}}
 * </pre>
 *
 * A reader refuses versions it does not know; fields that it does not know are left alone, so a later agent may add some.
 */
final class JournalFormat {

    static final int VERSION = 1;

    private final ObjectMapper json = new ObjectMapper();
    private final DeclarationFormat declarations = new DeclarationFormat();

    /** What was declared. */
    byte[] writeDeclaration(JournalEntry entry) {
        ObjectNode root = root();
        root.set("declared", declarations.write(entry.declared()));
        root.put("withdrawn", entry.withdrawn());
        return bytes(root);
    }

    /** What was done in this boot of the host. */
    byte[] writeProgress(JournalEntry entry) {
        ObjectNode root = root();
        entry.intent().ifPresent(intent -> {
            ObjectNode node = root.putObject("intent");
            node.put("bootId", intent.bootId());
            node.set("domain", declarations.writeIdentity(intent.domain()));
            ArrayNode before = node.putArray("before");
            intent.before().stream().map(IoreqServerId::value).sorted().forEach(before::add);
        });
        entry.fact().ifPresent(fact -> {
            ObjectNode node = root.putObject("fact");
            node.put("bootId", fact.bootId());
            node.set("domain", declarations.writeIdentity(fact.domain()));
            node.put("server", fact.server().value());
            node.put("milestone", fact.milestone().name());
            fact.ports().ifPresent(ports -> writePorts(node.putObject("ports"), ports));
            node.set("ranges", declarations.writeRanges(fact.ranges()));
        });
        return bytes(root);
    }

    JournalEntry readDeclaration(byte[] content) throws JournalFormatException {
        JsonNode root = readRoot(content);
        return new JournalEntry(
                declarations.read(Fields.object(root, "declared")),
                Fields.bool(root, "withdrawn"),
                Optional.empty(),
                Optional.empty());
    }

    JournalEntry readProgress(JournalEntry declared, byte[] content) throws JournalFormatException {
        JsonNode root = readRoot(content);
        return new JournalEntry(
                declared.declared(),
                declared.withdrawn(),
                root.has("intent") ? Optional.of(readIntent(root.get("intent"))) : Optional.empty(),
                root.has("fact") ? Optional.of(readFact(root.get("fact"))) : Optional.empty());
    }

    private ObjectNode root() {
        return json.createObjectNode().put("version", VERSION);
    }

    private byte[] bytes(ObjectNode root) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of plain nodes is always writable", e);
        }
    }

    private JsonNode readRoot(byte[] content) throws JournalFormatException {
        JsonNode root;
        try {
            root = json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new JournalFormatException("not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new JournalFormatException("not JSON: " + e.getMessage(), e);
        }
        int version = Fields.integer(root, "version");
        if (version != VERSION) {
            throw new JournalFormatException("version is " + version + ", this agent reads " + VERSION);
        }
        return root;
    }

    private void writePorts(ObjectNode node, EventPorts ports) {
        ArrayNode slots = node.putArray("slots");
        ports.slots().forEach(one -> writeBinding(slots.addObject(), one));
        ports.buffered().ifPresent(one -> writeBinding(node.putObject("buffered"), one));
    }

    private void writeBinding(ObjectNode node, EventPorts.Binding binding) {
        node.put("remote", binding.remote());
        node.put("local", binding.local());
    }

    private CreateIntent readIntent(JsonNode node) throws JournalFormatException {
        Set<IoreqServerId> before = new LinkedHashSet<>();
        for (JsonNode id : Fields.array(node, "before")) {
            before.add(new IoreqServerId(id.intValue()));
        }
        return new CreateIntent(
                Fields.text(node, "bootId"), declarations.readIdentity(Fields.object(node, "domain")), before);
    }

    private ServerFact readFact(JsonNode node) throws JournalFormatException {
        return new ServerFact(
                Fields.text(node, "bootId"),
                declarations.readIdentity(Fields.object(node, "domain")),
                new IoreqServerId(Fields.integer(node, "server")),
                Fields.constant(node, "milestone", Milestone.class),
                node.has("ports") ? Optional.of(readPorts(node.get("ports"))) : Optional.empty(),
                declarations.readRanges(Fields.array(node, "ranges")));
    }

    private EventPorts readPorts(JsonNode node) throws JournalFormatException {
        List<EventPorts.Binding> slots = new ArrayList<>();
        for (JsonNode one : Fields.array(node, "slots")) {
            slots.add(readBinding(one));
        }
        return new EventPorts(
                slots, node.has("buffered") ? Optional.of(readBinding(node.get("buffered"))) : Optional.empty());
    }

    private EventPorts.Binding readBinding(JsonNode node) throws JournalFormatException {
        return new EventPorts.Binding(Fields.integer(node, "remote"), Fields.integer(node, "local"));
    }
}
