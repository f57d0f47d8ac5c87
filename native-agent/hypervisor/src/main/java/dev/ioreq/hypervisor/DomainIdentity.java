package dev.ioreq.hypervisor;

import java.util.Objects;
import java.util.UUID;

/**
 * Who a domain is. A domid alone names nobody, and a uuid survives reboots.
 *
 * @param id its number, while it lives
 * @param uuid its uuid; the same after a reboot
 * @param name its name, for people
 * @param incarnation opaque text, stable for the life of the domain; no other domain of any boot of any host has it
 */
public record DomainIdentity(DomainId id, UUID uuid, String name, String incarnation) {

    public DomainIdentity {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(incarnation, "incarnation");
    }
}
