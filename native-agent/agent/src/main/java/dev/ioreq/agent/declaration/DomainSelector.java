package dev.ioreq.agent.declaration;

import dev.ioreq.hypervisor.DomainIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Which domain a server belongs to: every field that is set must match, and at least one is set. A name or a uuid follows the guest
 * through its reboots; an id or an incarnation means one life of it.
 *
 * @param id 1 to 32751
 * @param incarnation {@link DomainIdentity#incarnation()}
 */
public record DomainSelector(Optional<String> name, Optional<UUID> uuid, OptionalInt id, Optional<String> incarnation) {

    public static DomainSelector byName(String name) {
        return new DomainSelector(Optional.of(name), Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    public static DomainSelector byUuid(UUID uuid) {
        return new DomainSelector(Optional.empty(), Optional.of(uuid), OptionalInt.empty(), Optional.empty());
    }

    public static DomainSelector byId(int id) {
        return new DomainSelector(Optional.empty(), Optional.empty(), OptionalInt.of(id), Optional.empty());
    }

    public boolean matches(DomainIdentity domain) {
        return (name.isEmpty() || name.get().equals(domain.name()))
                && (uuid.isEmpty() || uuid.get().equals(domain.uuid()))
                && (id.isEmpty() || id.getAsInt() == domain.id().value())
                && (incarnation.isEmpty() || incarnation.get().equals(domain.incarnation()));
    }

    public boolean isEmpty() {
        return name.isEmpty() && uuid.isEmpty() && id.isEmpty() && incarnation.isEmpty();
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        name.ifPresent(value -> parts.add("name=" + value));
        uuid.ifPresent(value -> parts.add("uuid=" + value));
        id.ifPresent(value -> parts.add("id=" + value));
        incarnation.ifPresent(value -> parts.add("incarnation=" + value));
        return String.join(", ", parts);
    }
}
