package dev.ioreq.hypervisor.xen;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.abi.Privcmd;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.Device;
import dev.ioreq.hypervisor.posix.PosixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The host as a process sees it that wants to manage Xen: which files must be there, and what it means when they are not. */
final class XenHost {

    private final Path root;

    /** @param root of the file system; {@code /} but in tests */
    XenHost(Path root) {
        this.root = root;
    }

    /**
     * Opens a driver.
     *
     * @param module of the kernel that brings it
     * @throws XenUnavailableException if that cannot be done
     */
    Descriptor open(String driver, String module) {
        Path device = root.resolve(driver.substring(1));
        try {
            return Device.open(device);
        } catch (PosixException e) {
            throw new XenUnavailableException(why(device, module, e.errno()), e);
        }
    }

    /**
     * Asks the hypervisor for its version, which needs no domain and changes nothing.
     *
     * @return for example {@code 4.17}
     */
    String version() {
        try (Descriptor privcmd = open(Privcmd.DEVICE, "xen-privcmd")) {
            int version = Device.control(
                    privcmd,
                    "HYPERCALL xen_version",
                    Privcmd.HYPERCALL,
                    Privcmd.hypercall(Privcmd.XEN_VERSION, Privcmd.XENVER_VERSION));
            return (version >>> 16) + "." + (version & 0xffff);
        } catch (PosixException e) {
            throw new XenUnavailableException(
                    Privcmd.DEVICE + " opens, but Xen does not answer (" + e.getMessage()
                            + "): run this where the process may make hypercalls, in domain 0",
                    e);
        }
    }

    /** The same until the host boots again. */
    String bootId() {
        Path file = root.resolve("proc/sys/kernel/random/boot_id");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new XenUnavailableException(file + " cannot be read (" + e + "): mount /proc", e);
        }
    }

    /** Whether the kernel says that it runs on Xen. */
    private boolean runsOnXen() {
        try {
            return Files.readString(root.resolve("sys/hypervisor/type")).strip().equals("xen");
        } catch (IOException e) {
            return Files.exists(root.resolve("proc/xen"));
        }
    }

    /** What it means that a device cannot be opened, and what to do. */
    String why(Path device, String module, Errno errno) {
        return switch (errno) {
            case ENOENT ->
                runsOnXen()
                        ? "this machine runs on Xen, but " + device + " does not exist: load the kernel module "
                                + module + ", and if this is a container, give it the device"
                        : "this machine does not run Xen: there is no " + device + " and the kernel knows of no Xen. "
                                + "Run this in domain 0 of a Xen host";
            case EACCES, EPERM ->
                device + " may not be opened (" + errno + "): it is " + ownership(device)
                        + " and this process has uid " + ownUid()
                        + ". Run it as the owner, or give it the device (udev rule, ACL, or the container's list of devices)";
            case ENXIO, ENODEV ->
                device + " exists, but nothing is behind it (" + errno + "): load the kernel module " + module
                        + " on a Xen host";
            default -> device + " cannot be opened: " + errno + " - " + errno.text();
        };
    }

    private static String ownership(Path device) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(device, PosixFileAttributes.class);
            return PosixFilePermissions.toString(attributes.permissions()) + " of "
                    + attributes.owner().getName();
        } catch (IOException e) {
            return "not visible to this user";
        }
    }

    private static Object ownUid() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
