package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.DomainType;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A guest for xl.
 *
 * @param commandLine what the lab's guest is to do
 */
record GuestConfiguration(String name, UUID uuid, DomainType type, int vcpus, String commandLine) {

    private static final int OWN_MIB = 32;
    private static final int LINUX_MIB = 192;

    /** The text of xl's configuration file. */
    String text(Path lab, Path linux, Path commandLineFile) {
        String common =
                """
                name = "%s"
                uuid = "%s"
                vcpus = %d
                memory = %d
                on_poweroff = "destroy"
                on_reboot = "destroy"
                on_crash = "preserve"
                """
                        .formatted(name, uuid, vcpus, type == DomainType.PV ? LINUX_MIB : OWN_MIB);
        return common
                + switch (type) {
                    case PVH ->
                        """
                        type = "pvh"
                        kernel = "%s/guest-pvh.elf"
                        cmdline = "%s"
                        """
                                .formatted(lab, commandLine);
                    // The guest in place of firmware; its command line in place of the BIOS that firmware would load.
                    case HVM ->
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
                        """
                                .formatted(lab, commandLineFile);
                    // It never runs: any kernel that can be PV will do.
                    case PV ->
                        """
                        type = "pv"
                        kernel = "%s"
                        """
                                .formatted(linux);
                };
    }
}
