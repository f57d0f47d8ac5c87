package dev.ioreq.playground.lab;

import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.playground.node.DeclaredGuest;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The configuration of a guest for xl (xl.cfg(5)).
 *
 * @param uuid the same through all its reboots
 * @param program the file with its words; padded with zeros to {@value #PROGRAM_BYTES} bytes
 */
record GuestConfiguration(DeclaredGuest guest, UUID uuid, Path program) {
    /** An HVM guest gets its words in place of a BIOS, of which libxl knows only whole pieces. */
    static final int PROGRAM_BYTES = 65536;

    private static final String BOTH =
            """
            name = "%s"
            uuid = "%s"
            vcpus = %d
            memory = 32
            on_poweroff = "destroy"
            on_reboot = "restart"
            on_crash = "preserve"
            """;
    private static final String PVH =
            """
            type = "pvh"
            kernel = "%s/guest-pvh.elf"
            ramdisk = "%s"
            """;
    private static final String HVM =
            """
            type = "hvm"
            firmware_override = "%s/guest-hvm.elf"
            bios_path_override = "%s"
            device_model_override = "/lab/device-model"
            device_model_version = "qemu-xen"
            vga = "none"
            vnc = 0
            nographic = 1
            usb = 0
            xen_platform_pci = 0
            """;

    String text() {
        String type = guest.type() == DomainType.HVM ? HVM : PVH;
        return BOTH.formatted(guest.name(), uuid, guest.vcpus()) + type.formatted(Lab.PAYLOAD.resolve("lab"), program);
    }
}
