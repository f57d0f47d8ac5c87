package dev.ioreq.agent.api;

import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.declaration.DomainSelector;
import dev.ioreq.agent.declaration.EmulatorPod;
import dev.ioreq.agent.declaration.LostAction;
import dev.ioreq.agent.declaration.LostPolicy;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.WhenEmulatorLost;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads declarations from the wire. */
final class Declarations {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");
    private static final int MAX_DOMID = 32751;
    private static final int MAX_PATIENCE = 3600;

    private Declarations() {}

    static Declaration read(DeclaredServer server) throws InvalidDeclarationException {
        if (server.getGeneration() < 0) {
            throw new InvalidDeclarationException("generation", server.getGeneration(), "0 or more");
        }
        return new Declaration(
                key("key", server.getKey()),
                server.getGeneration(),
                server.getNamespace(),
                server.getName(),
                selector(server.getDomain()),
                bufferedIo(server),
                DeclaredRanges.read(server.getRangesList()),
                policy(server.getWhenEmulatorLost()),
                server.getEnabled(),
                server.hasEmulatorPod() ? Optional.of(emulatorPod(server.getEmulatorPod())) : Optional.empty());
    }

    /** A key becomes the name of a file and of a directory. */
    static String key(String field, String key) throws InvalidDeclarationException {
        if (!KEY.matcher(key).matches()) {
            throw new InvalidDeclarationException(
                    field,
                    '"' + key + '"',
                    "the UID of the resource: 1 to 64 characters of [A-Za-z0-9.-], a letter or digit first");
        }
        return key;
    }

    private static EmulatorPod emulatorPod(dev.ioreq.protocol.agent.EmulatorPod pod)
            throws InvalidDeclarationException {
        return new EmulatorPod(
                set("emulator_pod.namespace", pod.getNamespace()),
                set("emulator_pod.name", pod.getName()),
                set("emulator_pod.uid", pod.getUid()),
                set("emulator_pod.service_account", pod.getServiceAccount()));
    }

    private static String set(String field, String text) throws InvalidDeclarationException {
        if (text.isEmpty()) {
            throw new InvalidDeclarationException(field, "nothing", "the pod's as the kubelet knows it");
        }
        return text;
    }

    private static DomainSelector selector(dev.ioreq.protocol.agent.DomainSelector domain)
            throws InvalidDeclarationException {
        if (Integer.compareUnsigned(domain.getId(), MAX_DOMID) > 0) {
            throw new InvalidDeclarationException(
                    "domain.id", Integer.toUnsignedString(domain.getId()), "1 to " + MAX_DOMID);
        }
        DomainSelector selector = new DomainSelector(
                optional(domain.getName()),
                uuid(domain.getUuid()),
                domain.getId() == 0 ? OptionalInt.empty() : OptionalInt.of(domain.getId()),
                optional(domain.getIncarnation()));
        if (selector.isEmpty()) {
            throw new InvalidDeclarationException(
                    "domain", "nothing is set", "at least one of name, uuid, id and incarnation");
        }
        return selector;
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<UUID> uuid(String text) throws InvalidDeclarationException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equals(text)) {
                return Optional.of(uuid);
            }
        } catch (IllegalArgumentException e) {
            // Told below, with what was expected.
        }
        throw new InvalidDeclarationException("domain.uuid", '"' + text + '"', "a uuid in canonical form, lower case");
    }

    private static BufferedIo bufferedIo(DeclaredServer server) throws InvalidDeclarationException {
        return switch (server.getBufferedIo()) {
            case BUFFERED_IO_OFF -> BufferedIo.OFF;
            case BUFFERED_IO_LEGACY -> BufferedIo.LEGACY;
            case BUFFERED_IO_ATOMIC -> BufferedIo.ATOMIC;
            case BUFFERED_IO_UNSPECIFIED, UNRECOGNIZED ->
                throw new InvalidDeclarationException(
                        "buffered_io", server.getBufferedIoValue(), "off (1), legacy (2) or atomic (3)");
        };
    }

    private static LostPolicy policy(WhenEmulatorLost policy) throws InvalidDeclarationException {
        if (Integer.compareUnsigned(policy.getAfterSeconds(), MAX_PATIENCE) > 0) {
            throw new InvalidDeclarationException(
                    "when_emulator_lost.after_seconds",
                    Integer.toUnsignedString(policy.getAfterSeconds()),
                    "0 to " + MAX_PATIENCE);
        }
        LostAction action =
                switch (policy.getAction()) {
                    case LOST_ACTION_FENCE -> LostAction.FENCE;
                    case LOST_ACTION_HOLD -> LostAction.HOLD;
                    case LOST_ACTION_SHUTDOWN_DOMAIN -> LostAction.SHUTDOWN_DOMAIN;
                    case LOST_ACTION_UNSPECIFIED, UNRECOGNIZED ->
                        throw new InvalidDeclarationException(
                                "when_emulator_lost.action",
                                policy.getActionValue(),
                                "fence (1), hold (2) or shut down the domain (3)");
                };
        return new LostPolicy(Duration.ofSeconds(policy.getAfterSeconds()), action);
    }
}
