package dev.ioreq.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.BufferedRequest;
import dev.ioreq.hypervisor.abi.Evtchn;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqSlot;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.hypervisor.abi.Privcmd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every number and layout that is known by heart here, compared with what a C compiler makes of Xen's headers. */
class HeadersOfXenTest {

    private static final long ADDR = 0x1122334455667788L;
    private static final long DATA = 0x99aabbccddeeff00L;
    private static final int COUNT = 0x01020304;
    private static final int PORT = 0x0a0b0c0d;

    @TempDir
    private static Path directory;

    private static CompiledHeaders headers;
    private static Map<String, String> facts;

    @BeforeAll
    static void compile() throws Exception {
        CompiledHeaders.requireHeaders();
        headers = CompiledHeaders.program(directory, "layouts.c");
        facts = headers.facts();
    }

    @Test
    void theLibrariesTakeTheArgumentsThatAreGivenToThem() throws Exception {
        CompiledHeaders.compile("-c", "-o", directory.resolve("signatures.o").toString(), "src/test/c/signatures.c");
    }

    @Test
    void requestsOfTheDriversHaveTheirNumbers() {
        assertThat(number("IOCTL_PRIVCMD_HYPERCALL")).isEqualTo(Privcmd.HYPERCALL);
        assertThat(number("IOCTL_PRIVCMD_RESTRICT")).isEqualTo(Privcmd.RESTRICT);
        assertThat(number("IOCTL_PRIVCMD_MMAP_RESOURCE")).isEqualTo(Privcmd.MMAP_RESOURCE);
        assertThat(number("IOCTL_EVTCHN_BIND_INTERDOMAIN")).isEqualTo(Evtchn.BIND_INTERDOMAIN);
        assertThat(number("IOCTL_EVTCHN_UNBIND")).isEqualTo(Evtchn.UNBIND);
        assertThat(number("IOCTL_EVTCHN_NOTIFY")).isEqualTo(Evtchn.NOTIFY);
        assertThat(number("IOCTL_EVTCHN_RESET")).isEqualTo(Evtchn.RESET);
        assertThat(number("IOCTL_EVTCHN_RESTRICT_DOMID")).isEqualTo(Evtchn.RESTRICT_DOMID);
        assertThat(number("__HYPERVISOR_xen_version")).isEqualTo(Privcmd.XEN_VERSION);
        assertThat(number("XENVER_version")).isEqualTo(Privcmd.XENVER_VERSION);
    }

    @Test
    void argumentsOfTheDriversAreLaidOutAsTheyExpect() {
        assertThat(hex(Privcmd.hypercall(ADDR, DATA))).isEqualTo(facts.get("privcmd_hypercall"));
        assertThat(hex(Privcmd.restrict(0x7123))).isEqualTo(facts.get("privcmd_restrict"));
        assertThat(hex(Privcmd.mmapResource(
                        0x7123, 0x11223344, 0x55667788, 0x1a2b3c4d, 0x5e6f7081, 0x7f00123456789000L)))
                .isEqualTo(facts.get("privcmd_mmap_resource"));
        assertThat(hex(Evtchn.bindInterdomain(0x7123, 0x11223344))).isEqualTo(facts.get("evtchn_bind_interdomain"));
        assertThat(hex(Evtchn.port(0x11223344)))
                .isEqualTo(facts.get("evtchn_unbind"))
                .isEqualTo(facts.get("evtchn_notify"));
        assertThat(hex(Evtchn.restrictDomid(0x7123))).isEqualTo(facts.get("evtchn_restrict_domid"));
    }

    @Test
    void constantsOfTheInterfaceAreInTheOrderOfOurEnums() {
        assertThat(number("XENMEM_resource_ioreq_server")).isEqualTo(ResourceType.IOREQ_SERVER.ordinal());
        assertThat(number("XENMEM_resource_ioreq_server")).isEqualTo(Privcmd.RESOURCE_IOREQ_SERVER);
        assertThat(number("XENMEM_resource_grant_table")).isEqualTo(ResourceType.GRANT_TABLE.ordinal());
        assertThat(number("XENMEM_resource_vmtrace_buf")).isEqualTo(ResourceType.VMTRACE.ordinal());
        for (BufferedIo mode : BufferedIo.values()) {
            assertThat(number("HVM_IOREQSRV_BUFIOREQ_" + mode)).isEqualTo(mode.ordinal());
        }
        for (ShutdownReason reason : ShutdownReason.values()) {
            assertThat(number("SHUTDOWN_" + reason.name().toLowerCase(Locale.ROOT)))
                    .isEqualTo(reason.ordinal());
        }
    }

    @Test
    void sizesAndLimitsAreThoseOfTheHeaders() {
        assertThat(number("sizeof(struct ioreq)")).isEqualTo(IoreqSlot.BYTES);
        assertThat(number("sizeof(struct buffered_iopage)")).isEqualTo(IoreqPage.BYTES);
        assertThat(number("IOREQ_BUFFER_SLOT_NUM")).isEqualTo(BufferedIoreqPage.PLACES);
        assertThat(number("XENMEM_resource_ioreq_server_frame_bufioreq")).isEqualTo(BufferedIoreqPage.FRAME);
        assertThat(number("XENMEM_resource_ioreq_server_frame_ioreq(0)")).isEqualTo(IoreqPage.FRAME);
        assertThat(number("DOMID_FIRST_RESERVED")).isEqualTo(DomainId.FIRST_RESERVED);
        assertThat(number("sizeof(domid_t)")).isEqualTo(Short.BYTES);
        assertThat(number("sizeof(ioservid_t)")).isEqualTo(Short.BYTES);
        assertThat(number("sizeof(evtchn_port_t)")).isEqualTo(Integer.BYTES);
        assertThat(number("sizeof(xen_pfn_t)")).isEqualTo(Long.BYTES);
        assertThat(number("XEN_DMOP_PCI_SBDF(0x1234, 0x56, 0x1f, 7)"))
                .isEqualTo(new PciFunction(0x1234, 0x56, 0x1f, 7).sbdf());
    }

    @ParameterizedTest
    @EnumSource(value = Errno.class, mode = EnumSource.Mode.EXCLUDE, names = "EUNKNOWN")
    void errnosHaveTheNumbersOfTheSystem(Errno errno) {
        assertThat(number(errno.name())).isEqualTo(errno.number());
    }

    @ParameterizedTest
    @EnumSource(value = IoreqState.class, mode = EnumSource.Mode.EXCLUDE, names = "INVALID")
    void aSlotOfXenIsReadInEveryState(IoreqState state) {
        IoreqSlot slot = slot("ioreq." + state);
        assertThat(slot.stateAcquire()).isEqualTo(state);
        assertThat(slot.vpEport()).isEqualTo(PORT);
        assertThat(slot.request()).isEqualTo(request(IoreqType.PIO, false, false, false));
    }

    @ParameterizedTest
    @EnumSource(value = IoreqType.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void aSlotOfXenIsReadInEveryType(IoreqType type) {
        assertThat(slot("ioreq." + type).request()).isEqualTo(request(type, false, false, false));
    }

    @Test
    void eachFlagOfASlotStandsInItsBit() {
        assertThat(slot("ioreq.read").request()).isEqualTo(request(IoreqType.PIO, true, false, false));
        assertThat(slot("ioreq.pointer").request()).isEqualTo(request(IoreqType.PIO, false, true, false));
        assertThat(slot("ioreq.decreasing").request()).isEqualTo(request(IoreqType.PIO, false, false, true));
    }

    @Test
    void xenReadsASlotThatWasAnsweredHere() throws Exception {
        ByteBuffer page = page(new byte[0]);
        IoreqSlot slot = new IoreqPage(page).slot(0);
        slot.setVpEport(PORT);
        slot.postRelease(request(IoreqType.PCI_CONFIG, true, false, true));
        slot.tryAdvance(IoreqState.READY, IoreqState.INPROCESS);
        slot.setData(0xfedcba9876543210L);
        slot.setStateRelease(IoreqState.RESPONSE_READY);

        assertThat(headers.output("ioreq", hex(page.slice(0, IoreqSlot.BYTES))))
                .containsExactly("state=3 type=2 addr=0x1122334455667788 data=0xfedcba9876543210 count=16909060 size=8"
                        + " port=168496141 pointer=0 read=1 decreasing=1");
    }

    @Test
    void entriesOfXensRingAreReadAcrossItsEnd() {
        BufferedIoreqPage ring = new BufferedIoreqPage(page(bytes("ring")));
        assertThat(ring.poll()).contains(new BufferedRequest(IoreqType.COPY, false, 0xa1234, 2, 0xbeef));
        assertThat(ring.poll())
                .contains(new BufferedRequest(IoreqType.TIMEOFFSET, true, 0x0fedc, 8, 0x1122334455667788L));
        assertThat(ring.poll()).isEmpty();
    }

    @Test
    void xenReadsARingThatWasWrittenHere() throws Exception {
        ByteBuffer page = page(new byte[0]);
        BufferedIoreqPage ring = new BufferedIoreqPage(page);
        ring.offer(new BufferedRequest(IoreqType.COPY, false, 0xb8fff, 4, 0x12345678L), false);
        ring.offer(new BufferedRequest(IoreqType.TIMEOFFSET, true, 0, 8, 0x1122334455667788L), false);

        List<String> entries = headers.output("ring", hex(page));
        assertThat(entries.subList(0, 2))
                .containsExactly(
                        "type=1 read=0 size=4 addr=0xb8fff data=0x12345678",
                        "type=7 read=1 size=8 addr=0 data=0x55667788");
        assertThat(entries).hasSize(3).last().asString().endsWith("data=0x11223344");
    }

    private static IoreqRequest request(IoreqType type, boolean read, boolean pointer, boolean decreasing) {
        return new IoreqRequest(type, ADDR, DATA, COUNT, 8, read, pointer, decreasing);
    }

    private static IoreqSlot slot(String name) {
        return new IoreqPage(page(bytes(name))).slot(0);
    }

    private static ByteBuffer page(byte[] start) {
        ByteBuffer page = ByteBuffer.allocateDirect(IoreqPage.BYTES + Long.BYTES)
                .alignedSlice(Long.BYTES)
                .slice(0, IoreqPage.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        page.put(0, start);
        return page;
    }

    private static byte[] bytes(String name) {
        assertThat(facts).containsKey(name);
        return HexFormat.of().parseHex(facts.get(name));
    }

    private static long number(String name) {
        assertThat(facts).containsKey(name);
        return Long.parseLong(facts.get(name));
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
