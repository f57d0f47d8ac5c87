package dev.ioreq.agent.journal;

import java.util.function.UnaryOperator;

/** One entry of the journal, in memory and in its files. What {@link #entry()} says has been written. */
public final class ServerRecord {

    private final JournalStore store;
    private volatile JournalEntry entry;

    private ServerRecord(JournalStore store, JournalEntry entry) {
        this.store = store;
        this.entry = entry;
    }

    /** A record that is on disk already. */
    public static ServerRecord loaded(JournalStore store, JournalEntry entry) {
        return new ServerRecord(store, entry);
    }

    /** @throws JournalException if the entry could not be made durable */
    public static ServerRecord create(JournalStore store, JournalEntry entry) {
        store.writeProgress(entry);
        store.writeDeclaration(entry);
        return new ServerRecord(store, entry);
    }

    public JournalEntry entry() {
        return entry;
    }

    /**
     * Changes the entry, durably before this returns; nothing is written if nothing changes.
     *
     * @throws JournalException if the change could not be made durable; the record then says what it said before
     */
    public synchronized JournalEntry update(UnaryOperator<JournalEntry> change) {
        JournalEntry changed = change.apply(entry);
        if (!changed.intent().equals(entry.intent()) || !changed.fact().equals(entry.fact())) {
            store.writeProgress(changed);
        }
        if (changed.withdrawn() != entry.withdrawn() || !changed.declared().equals(entry.declared())) {
            store.writeDeclaration(changed);
        }
        entry = changed;
        return changed;
    }

    /** @throws JournalException if the file could not be removed */
    public synchronized void delete() {
        store.delete(entry.key());
    }
}
