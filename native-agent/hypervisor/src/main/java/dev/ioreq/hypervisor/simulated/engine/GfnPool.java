package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.simulated.XenVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The guest frames that a toolstack set aside for servers in the old mode. The first free one in order is given. */
final class GfnPool {

    private static final long HVM_FIRST = 0xfeff0;
    private static final int HVM_PAGES = 8;

    private final List<Long> all;
    private final Set<Long> taken = new HashSet<>();

    private GfnPool(List<Long> all) {
        this.all = all;
    }

    static GfnPool of(DomainType type, XenVersion version) {
        if (type != DomainType.HVM) {
            return new GfnPool(version.legacyGfns());
        }
        List<Long> gfns = new ArrayList<>();
        for (int i = 0; i < HVM_PAGES; i++) {
            gfns.add(HVM_FIRST + i);
        }
        gfns.addAll(version.legacyGfns());
        return new GfnPool(List.copyOf(gfns));
    }

    OptionalLong allocate() {
        OptionalLong free = all.stream()
                .filter(gfn -> !taken.contains(gfn))
                .mapToLong(Long::longValue)
                .findFirst();
        free.ifPresent(taken::add);
        return free;
    }

    void free(long gfn) {
        taken.remove(gfn);
    }
}
