package dev.ioreq.hypervisor.xen.store;

import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.XenException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The living domains. xenstore holds what people call them, and may lag: a domain counts from when xenstore is connected to it (it has a
 * name, a uuid and a start time then) until that connection ends, which is when it begins to die, and only if Xen knows it.
 *
 * <pre>
 *   /local/domain/7/name          guest
 *   /local/domain/7/vm            /vm/00112233-4455-6677-8899-aabbccddeeff
 *   /local/domain/7/cpu/0, 1...   one a vCPU
 *   /vm/UUID/start_time           1795364657.37
 *   /libxl/7/type                 pv, pvh or hvm; libxl's toolstacks only
 * </pre>
 */
public final class DomainDirectory {

    private static final Logger LOG = System.getLogger(DomainDirectory.class.getName());
    private static final String DOMAINS = "/local/domain";
    private static final int UUID_LENGTH = 36;

    private final Xenstore store;
    private final String bootId;
    private final Optional<VcpuCounter> counter;

    private DomainDirectory(Xenstore store, String bootId, Optional<VcpuCounter> counter) {
        this.store = store;
        this.bootId = bootId;
        this.counter = counter;
    }

    /** Asks Xen about each domain that xenstore names. */
    public static DomainDirectory counting(XenstoreConnection store, String bootId, VcpuCounter counter) {
        return counting((Xenstore) store, bootId, counter);
    }

    static DomainDirectory counting(Xenstore store, String bootId, VcpuCounter counter) {
        return new DomainDirectory(store, bootId, Optional.of(counter));
    }

    /** Believes xenstore, for libraries older than Xen 4.15. */
    public static DomainDirectory believing(XenstoreConnection store, String bootId) {
        return believing((Xenstore) store, bootId);
    }

    static DomainDirectory believing(Xenstore store, String bootId) {
        return new DomainDirectory(store, bootId, Optional.empty());
    }

    /** All living domains but domain 0, sorted by domid. */
    public List<Domain> list() {
        List<Integer> ids = new ArrayList<>();
        for (String name : store.directory(DOMAINS)) {
            if (name.matches("[1-9][0-9]{0,4}") && Integer.parseInt(name) < DomainId.FIRST_RESERVED) {
                ids.add(Integer.parseInt(name));
            }
        }
        return ids.stream()
                .sorted()
                .flatMap(id -> describe(new DomainId(id)).stream())
                .toList();
    }

    /**
     * How many vCPUs the toolstack gave a domain.
     *
     * @throws XenException ESRCH if xenstore has no such domain
     */
    public int vcpus(DomainId domain) {
        if (!store.isIntroduced(domain)) {
            throw new XenException(Errno.ESRCH, "nr_vcpus", domain, "xenstore has no such domain");
        }
        return vcpusInStore(domain);
    }

    private Optional<Domain> describe(DomainId domain) {
        if (!store.isIntroduced(domain)) {
            return Optional.empty();
        }
        Optional<String> name = store.read(DOMAINS + "/" + domain + "/name");
        Optional<String> vm = store.read(DOMAINS + "/" + domain + "/vm");
        Optional<UUID> uuid = vm.flatMap(DomainDirectory::uuid);
        if (name.isEmpty() || uuid.isEmpty()) {
            LOG.log(Level.DEBUG, "Domain {0} has no name or no uuid in xenstore (vm: {1}); left out", domain, vm);
            return Optional.empty();
        }
        String startTime = store.read(vm.get() + "/start_time").orElse("unknown");
        String incarnation = bootId + "/" + domain + "/" + uuid.get() + "/" + startTime;
        DomainIdentity identity = new DomainIdentity(domain, uuid.get(), name.get(), incarnation);
        return counter.isPresent() ? asXenSays(identity, counter.get()) : Optional.of(asStoreSays(identity));
    }

    private Optional<Domain> asXenSays(DomainIdentity identity, VcpuCounter xen) {
        DomainId domain = identity.id();
        try {
            int vcpus = xen.vcpus(domain);
            DomainType type = typeInStore(domain);
            return Optional.of(new Domain(identity, type == DomainType.PV ? DomainType.HVM : type, vcpus));
        } catch (XenException e) {
            return switch (e.errno()) {
                case EINVAL -> Optional.of(new Domain(identity, DomainType.PV, vcpusInStore(domain)));
                case ESRCH -> Optional.empty();
                case EPERM -> {
                    LOG.log(Level.DEBUG, "Domain {0} is not ours to manage; left out", domain);
                    yield Optional.empty();
                }
                default -> throw e;
            };
        }
    }

    private Domain asStoreSays(DomainIdentity identity) {
        return new Domain(identity, typeInStore(identity.id()), vcpusInStore(identity.id()));
    }

    /** Where the toolstack does not say: only HVM guests have a firmware loader. */
    private DomainType typeInStore(DomainId domain) {
        Optional<String> type = store.read("/libxl/" + domain + "/type");
        if (type.isPresent()) {
            switch (type.get()) {
                case "pv":
                    return DomainType.PV;
                case "pvh":
                    return DomainType.PVH;
                case "hvm":
                    return DomainType.HVM;
                default:
                    LOG.log(Level.DEBUG, "Domain {0} has the unknown type {1} in xenstore", domain, type.get());
            }
        }
        boolean hasLoader =
                !store.directory(DOMAINS + "/" + domain + "/hvmloader").isEmpty();
        return hasLoader ? DomainType.HVM : DomainType.PVH;
    }

    private int vcpusInStore(DomainId domain) {
        return store.directory(DOMAINS + "/" + domain + "/cpu").size();
    }

    /** The last part of the path; toolstacks append to it while a guest migrates within its host. */
    private static Optional<UUID> uuid(String vm) {
        String last = vm.substring(vm.lastIndexOf('/') + 1);
        if (last.length() < UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(last.substring(0, UUID_LENGTH)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
