package dev.ioreq.agent.journal;

import dev.ioreq.agent.declaration.Declaration;
import java.util.Optional;

/**
 * Everything the agent knows of one server.
 *
 * @param withdrawn the declaration was released: the server is to go, then the entry
 */
public record JournalEntry(
        Declaration declared, boolean withdrawn, Optional<CreateIntent> intent, Optional<ServerFact> fact) {

    public static JournalEntry of(Declaration declared) {
        return new JournalEntry(declared, false, Optional.empty(), Optional.empty());
    }

    public String key() {
        return declared.key();
    }

    public JournalEntry declaring(Declaration now) {
        return new JournalEntry(now, withdrawn, intent, fact);
    }

    public JournalEntry withdrawing() {
        return new JournalEntry(declared, true, intent, fact);
    }

    public JournalEntry intending(CreateIntent now) {
        return new JournalEntry(declared, withdrawn, Optional.of(now), Optional.empty());
    }

    /** A fact takes the place of the intent. */
    public JournalEntry stating(ServerFact now) {
        return new JournalEntry(declared, withdrawn, Optional.empty(), Optional.of(now));
    }

    /** Nothing is left in the hypervisor. */
    public JournalEntry cleared() {
        return new JournalEntry(declared, withdrawn, Optional.empty(), Optional.empty());
    }

    /** The same, less what belongs to another boot of the host: a host that booted has none of the old servers. */
    public JournalEntry inBoot(String bootId) {
        return new JournalEntry(
                declared, withdrawn, intent.filter(one -> one.bootId().equals(bootId)), fact.filter(one -> one.bootId()
                        .equals(bootId)));
    }
}
