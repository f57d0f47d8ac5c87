package dev.ioreq.agent.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.declaration.DomainSelector;
import dev.ioreq.agent.declaration.EmulatorPod;
import dev.ioreq.agent.declaration.LostAction;
import dev.ioreq.agent.declaration.LostPolicy;
import dev.ioreq.agent.declaration.NamedRange;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Declarations, identities and ranges as JSON. Memory addresses are hex texts: 64 bits do not fit a JSON number. */
final class DeclarationFormat {

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;

    ObjectNode write(Declaration declared) {
        ObjectNode node = nodes.objectNode();
        node.put("key", declared.key());
        node.put("generation", declared.generation());
        node.put("namespace", declared.namespace());
        node.put("name", declared.name());
        ObjectNode domain = node.putObject("domain");
        declared.domain().name().ifPresent(value -> domain.put("name", value));
        declared.domain().uuid().ifPresent(value -> domain.put("uuid", value.toString()));
        declared.domain().id().ifPresent(value -> domain.put("id", value));
        declared.domain().incarnation().ifPresent(value -> domain.put("incarnation", value));
        node.put("bufferedIo", declared.bufferedIo().name());
        node.set("ranges", writeRanges(declared.ranges()));
        ObjectNode lost = node.putObject("whenEmulatorLost");
        lost.put("afterSeconds", declared.whenEmulatorLost().patience().toSeconds());
        lost.put("action", declared.whenEmulatorLost().action().name());
        node.put("enabled", declared.enabled());
        declared.emulatorPod().ifPresent(pod -> node.putObject("emulatorPod")
                .put("namespace", pod.namespace())
                .put("name", pod.name())
                .put("uid", pod.uid())
                .put("serviceAccount", pod.serviceAccount()));
        return node;
    }

    Declaration read(JsonNode node) throws JournalFormatException {
        JsonNode domain = Fields.object(node, "domain");
        JsonNode lost = Fields.object(node, "whenEmulatorLost");
        return new Declaration(
                Fields.text(node, "key"),
                Fields.longInteger(node, "generation"),
                Fields.text(node, "namespace"),
                Fields.text(node, "name"),
                new DomainSelector(
                        optionalText(domain, "name"),
                        domain.has("uuid") ? Optional.of(uuid(domain)) : Optional.empty(),
                        domain.has("id") ? OptionalInt.of(Fields.integer(domain, "id")) : OptionalInt.empty(),
                        optionalText(domain, "incarnation")),
                Fields.constant(node, "bufferedIo", BufferedIo.class),
                readRanges(Fields.array(node, "ranges")),
                new LostPolicy(
                        Duration.ofSeconds(Fields.integer(lost, "afterSeconds")),
                        Fields.constant(lost, "action", LostAction.class)),
                Fields.bool(node, "enabled"),
                node.has("emulatorPod") ? Optional.of(readPod(Fields.object(node, "emulatorPod"))) : Optional.empty());
    }

    private static EmulatorPod readPod(JsonNode pod) throws JournalFormatException {
        return new EmulatorPod(
                Fields.text(pod, "namespace"),
                Fields.text(pod, "name"),
                Fields.text(pod, "uid"),
                Fields.text(pod, "serviceAccount"));
    }

    ObjectNode writeIdentity(DomainIdentity domain) {
        ObjectNode node = nodes.objectNode();
        node.put("id", domain.id().value());
        node.put("uuid", domain.uuid().toString());
        node.put("name", domain.name());
        node.put("incarnation", domain.incarnation());
        return node;
    }

    DomainIdentity readIdentity(JsonNode node) throws JournalFormatException {
        return new DomainIdentity(
                new DomainId(Fields.integer(node, "id")),
                uuid(node),
                Fields.text(node, "name"),
                Fields.text(node, "incarnation"));
    }

    ArrayNode writeRanges(List<NamedRange> ranges) {
        ArrayNode list = nodes.arrayNode();
        ranges.forEach(one -> list.add(writeRange(one)));
        return list;
    }

    List<NamedRange> readRanges(JsonNode list) throws JournalFormatException {
        List<NamedRange> ranges = new ArrayList<>();
        for (JsonNode node : list) {
            ranges.add(new NamedRange(Fields.text(node, "name"), readRange(node)));
        }
        return ranges;
    }

    private ObjectNode writeRange(NamedRange named) {
        ObjectNode node = nodes.objectNode();
        node.put("name", named.name());
        if (named.range() instanceof PortRange port) {
            node.putObject("port").put("first", port.first()).put("last", port.last());
        } else if (named.range() instanceof MemoryRange memory) {
            node.putObject("memory")
                    .put("first", Long.toHexString(memory.first()))
                    .put("last", Long.toHexString(memory.last()));
        } else if (named.range() instanceof PciFunction pci) {
            node.putObject("pci")
                    .put("segment", pci.segment())
                    .put("bus", pci.bus())
                    .put("device", pci.device())
                    .put("function", pci.function());
        }
        return node;
    }

    private IoRange readRange(JsonNode node) throws JournalFormatException {
        try {
            if (node.has("port")) {
                JsonNode port = node.get("port");
                return new PortRange(Fields.integer(port, "first"), Fields.integer(port, "last"));
            }
            if (node.has("memory")) {
                JsonNode memory = node.get("memory");
                return new MemoryRange(
                        Long.parseUnsignedLong(Fields.text(memory, "first"), 16),
                        Long.parseUnsignedLong(Fields.text(memory, "last"), 16));
            }
            JsonNode pci = Fields.object(node, "pci");
            return new PciFunction(
                    Fields.integer(pci, "segment"),
                    Fields.integer(pci, "bus"),
                    Fields.integer(pci, "device"),
                    Fields.integer(pci, "function"));
        } catch (IllegalArgumentException e) {
            throw new JournalFormatException("ranges: " + node + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> optionalText(JsonNode parent, String name) throws JournalFormatException {
        return parent.has(name) ? Optional.of(Fields.text(parent, name)) : Optional.empty();
    }

    private static UUID uuid(JsonNode parent) throws JournalFormatException {
        String text = Fields.text(parent, "uuid");
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new JournalFormatException("uuid is " + text + ", expected a canonical uuid", e);
        }
    }
}
