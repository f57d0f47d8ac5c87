package dev.ioreq.hypervisor.xen.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.XenException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DomainDirectoryTest {

    private static final String BOOT = "b0071d00-0000-4000-8000-000000000000";
    private static final UUID UUID_1 = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private final StoreOfAMap store =
            new StoreOfAMap().with("/local/domain/0/name", "Domain-0").introducing(0);
    private final Map<Integer, Integer> vcpus = new HashMap<>();
    private final Map<Integer, Errno> refusals = new HashMap<>();
    private final DomainDirectory directory = DomainDirectory.counting(store, BOOT, this::count);

    @Test
    void aGuestIsDescribedByXenstoreAndCountedByXen() {
        guest(7, "web", "pvh").with("/vm/" + UUID_1 + "/start_time", "1795364657.37");
        vcpus.put(7, 3);

        assertThat(directory.list())
                .containsExactly(new Domain(
                        new DomainIdentity(new DomainId(7), UUID_1, "web", BOOT + "/7/" + UUID_1 + "/1795364657.37"),
                        DomainType.PVH,
                        3));
    }

    @Test
    void guestsAreSortedByTheirNumbersAndDomain0IsNotAmongThem() {
        for (int domid : new int[] {100, 9, 10}) {
            guest(domid, "g" + domid, "hvm");
            vcpus.put(domid, 1);
        }

        assertThat(directory.list()).extracting(domain -> domain.id().value()).containsExactly(9, 10, 100);
    }

    @Test
    void aPvGuestIsListedAsOneWithItsCpusFromXenstore() {
        guest(4, "old", "pv")
                .with("/local/domain/4/cpu/0/availability", "online")
                .with("/local/domain/4/cpu/1/availability", "offline");
        refusals.put(4, Errno.EINVAL);

        assertThat(directory.list())
                .singleElement()
                .matches(domain -> domain.type() == DomainType.PV && domain.vcpus() == 2);
    }

    @Test
    void aDyingGuestIsLeftOut() {
        store.with("/local/domain/5/name", "dying").with("/local/domain/5/vm", "/vm/" + UUID_1);
        vcpus.put(5, 1);

        assertThat(directory.list())
                .as("xenstore is not connected to it any more")
                .isEmpty();
    }

    @Test
    void whatXenDoesNotKnowOrMayNotBeTouchedIsLeftOut() {
        guest(6, "gone", "pvh");
        refusals.put(6, Errno.ESRCH);
        guest(7, "foreign", "pvh");
        refusals.put(7, Errno.EPERM);

        assertThat(directory.list()).isEmpty();
    }

    @Test
    void aGuestWithoutNameOrUuidIsNotYetOne() {
        store.with("/local/domain/8/name", "unnamed").introducing(8);
        store.with("/local/domain/9/vm", "/vm/" + UUID_1).introducing(9);
        store.with("/local/domain/10/name", "odd")
                .with("/local/domain/10/vm", "/vm/not-a-uuid")
                .introducing(10);
        vcpus.putAll(Map.of(8, 1, 9, 1, 10, 1));

        assertThat(directory.list()).isEmpty();
    }

    @Test
    void whereTheToolstackDoesNotSayAFirmwareLoaderMakesAnHvmGuest() {
        guest(11, "xapi-hvm", null).with("/local/domain/11/hvmloader/allow-memory-relocate", "0");
        guest(12, "xapi-pvh", null);
        vcpus.putAll(Map.of(11, 1, 12, 1));

        assertThat(directory.list()).extracting(Domain::type).containsExactly(DomainType.HVM, DomainType.PVH);
    }

    @Test
    void aGuestThatRebootedIsAnotherIncarnation() {
        guest(13, "web", "pvh").with("/vm/" + UUID_1 + "/start_time", "1.00");
        vcpus.put(13, 1);
        String before = directory.list().get(0).identity().incarnation();
        store.with("/vm/" + UUID_1 + "/start_time", "2.00");

        assertThat(directory.list().get(0).identity().incarnation()).isNotEqualTo(before);
    }

    @Test
    void anyOtherRefusalIsToldAndNotTakenForAnAbsentGuest() {
        guest(14, "web", "pvh");
        refusals.put(14, Errno.EIO);

        assertThatThrownBy(directory::list).isInstanceOf(XenException.class).hasMessageContaining("EIO");
    }

    @Test
    void withOldLibrariesXenstoreIsBelieved() {
        guest(15, "web", "pvh").with("/local/domain/15/cpu/0/availability", "online");
        DomainDirectory believing = DomainDirectory.believing(store, BOOT);

        assertThat(believing.list()).extracting(Domain::vcpus).containsExactly(1);
        assertThat(believing.vcpus(new DomainId(15))).isEqualTo(1);
        assertThatThrownBy(() -> believing.vcpus(new DomainId(16)))
                .isInstanceOfSatisfying(
                        XenException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ESRCH));
    }

    private StoreOfAMap guest(int domid, String name, String type) {
        store.introducing(domid)
                .with("/local/domain/" + domid + "/name", name)
                .with("/local/domain/" + domid + "/vm", "/vm/" + UUID_1);
        return type == null ? store : store.with("/libxl/" + domid + "/type", type);
    }

    private int count(DomainId domain) {
        Errno errno = refusals.get(domain.value());
        if (errno != null) {
            throw new XenException(errno, "nr_vcpus", domain, errno.text());
        }
        return vcpus.get(domain.value());
    }
}
