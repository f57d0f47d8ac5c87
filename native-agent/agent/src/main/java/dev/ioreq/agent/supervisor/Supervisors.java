package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.declaration.Declaration;
import dev.ioreq.agent.journal.JournalEntry;
import dev.ioreq.agent.journal.ServerFact;
import dev.ioreq.agent.journal.ServerRecord;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.IoreqServerId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** All servers that were declared to this agent. */
public final class Supervisors {

    private final Services services;
    private final Listener listener;
    private final Map<String, ServerSupervisor> servers = new ConcurrentHashMap<>();

    /** Who wants to know. Called on lanes; must be quick. */
    public interface Listener {
        void changed(ServerReport report);

        /** The servers of a domain are others than before. */
        void serversChanged(DomainIdentity domain);

        void gone(String key);
    }

    public Supervisors(Services services, Listener listener) {
        this.services = services;
        this.listener = listener;
    }

    /** Takes over what the journal says; what belongs to another boot of the host is created anew. */
    public void adopt(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            ServerRecord record = ServerRecord.loaded(services.journal(), entry);
            record.update(one -> one.inBoot(services.bootId()));
            servers.put(entry.key(), supervisor(record));
        }
        servers.values().forEach(ServerSupervisor::poke);
    }

    /**
     * Declares a server, durably before this returns. A lower generation than the known one is ignored.
     *
     * @throws DeclarationConflictException if the key is known with another immutable field, or is being released
     * @throws dev.ioreq.agent.journal.JournalException if it could not be made durable
     */
    public ServerReport apply(Declaration declared) {
        ServerSupervisor server = servers.computeIfAbsent(
                declared.key(), key -> supervisor(ServerRecord.create(services.journal(), JournalEntry.of(declared))));
        server.record().update(entry -> accept(entry, declared));
        server.poke();
        return server.report();
    }

    private static JournalEntry accept(JournalEntry entry, Declaration declared) {
        if (entry.withdrawn()) {
            throw new DeclarationConflictException(
                    "key: " + declared.key() + " is being released; wait for gone, then declare it again");
        }
        if (declared.generation() < entry.declared().generation()) {
            return entry;
        }
        if (declared.bufferedIo() != entry.declared().bufferedIo()) {
            throw new DeclarationConflictException("buffered_io: " + declared.bufferedIo() + ", but " + declared.key()
                    + " was declared with " + entry.declared().bufferedIo()
                    + ", and it is fixed for the life of a server:"
                    + " delete the server and declare a new one");
        }
        return entry.declaring(declared);
    }

    /**
     * Withdraws a declaration, durably before this returns.
     *
     * @return true if nothing is held under the key (any more)
     * @throws dev.ioreq.agent.journal.JournalException if it could not be made durable
     */
    public boolean release(String key) {
        ServerSupervisor server = servers.get(key);
        if (server == null) {
            return true;
        }
        server.record().update(JournalEntry::withdrawing);
        server.poke();
        return false;
    }

    /** What was last told of every server, sorted by key. */
    public List<ServerReport> reports() {
        return servers.values().stream()
                .map(ServerSupervisor::report)
                .sorted(Comparator.comparing(ServerReport::key))
                .toList();
    }

    public Optional<ServerReport> report(String key) {
        return Optional.ofNullable(servers.get(key)).map(ServerSupervisor::report);
    }

    /** The servers that the journal knows in a domain. */
    public Set<IoreqServerId> ours(DomainIdentity domain) {
        return servers.values().stream()
                .flatMap(server -> server.record().entry().fact().stream())
                .filter(fact -> fact.domain().incarnation().equals(domain.incarnation()))
                .map(ServerFact::server)
                .collect(Collectors.toSet());
    }

    /** Domains were born or have died: every server looks again, also those that wait after a failure. */
    public void domainsChanged() {
        servers.values().forEach(ServerSupervisor::poke);
    }

    /** Whether every server has been looked at since the start, and no emulator is on its way back. */
    public boolean areSettled() {
        return servers.values().stream().allMatch(ServerSupervisor::isSettled);
    }

    /** The servers that an emulator holds now, with the means to say whether it is stalled. */
    public void forEachWatched(BiConsumer<WatchedServer, Watched> body) {
        servers.forEach((key, server) ->
                server.watched().ifPresent(pages -> body.accept(new WatchedServer(key, server), pages)));
    }

    /** A server that an emulator holds. */
    public static final class WatchedServer {
        private final String key;
        private final ServerSupervisor server;

        private WatchedServer(String key, ServerSupervisor server) {
            this.key = key;
            this.server = server;
        }

        public String key() {
            return key;
        }

        public void setStalled(boolean stalled) {
            server.setStalled(stalled);
        }
    }

    /** The agent stops: everything in the hypervisor stays as it is. */
    public void stop() {
        servers.values().forEach(ServerSupervisor::stop);
    }

    private ServerSupervisor supervisor(ServerRecord record) {
        return new ServerSupervisor(services, record, this::ours, new ServerSupervisor.Listener() {
            @Override
            public void changed(ServerSupervisor server, ServerReport report) {
                listener.changed(report);
            }

            @Override
            public void serversChanged(DomainIdentity domain) {
                listener.serversChanged(domain);
            }

            @Override
            public void gone(ServerSupervisor server) {
                String key = server.record().entry().key();
                servers.remove(key);
                listener.gone(key);
            }
        });
    }
}
