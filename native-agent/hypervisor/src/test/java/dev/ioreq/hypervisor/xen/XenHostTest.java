package dev.ioreq.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.abi.Privcmd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XenHostTest {

    @TempDir
    private Path root;

    @Test
    void aMachineWithoutXenIsToldApart() {
        assertThatThrownBy(() -> new XenHost(root).version())
                .isInstanceOf(XenUnavailableException.class)
                .hasMessage("this machine does not run Xen: there is no " + root
                        + "/dev/xen/privcmd and the kernel knows" + " of no Xen. Run this in domain 0 of a Xen host");
    }

    @Test
    void aXenHostWithoutTheDriverNeedsItsModule() throws Exception {
        write("sys/hypervisor/type", "xen\n");
        assertThatThrownBy(() -> new XenHost(root).version())
                .isInstanceOf(XenUnavailableException.class)
                .hasMessageContaining("runs on Xen, but")
                .hasMessageContaining("load the kernel module xen-privcmd")
                .hasMessageContaining("if this is a container, give it the device");
    }

    @Test
    void aDeviceOfSomebodyElseIsNamedWithItsOwnerAndOurselves() throws Exception {
        Path device = write("dev/xen/privcmd", "");
        Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-------"));
        Object owner = Files.getOwner(device).getName();
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");

        assertThat(new XenHost(root).why(device, "xen-privcmd", Errno.EACCES))
                .isEqualTo(device + " may not be opened (EACCES): it is rw------- of " + owner
                        + " and this process has uid " + uid
                        + ". Run it as the owner, or give it the device (udev rule,"
                        + " ACL, or the container's list of devices)");
    }

    @Test
    void aFileThatIsNoDriverDoesNotAnswer() throws Exception {
        write("dev/xen/privcmd", "");
        assertThatThrownBy(() -> new XenHost(root).version())
                .isInstanceOf(XenUnavailableException.class)
                .hasMessageStartingWith(Privcmd.DEVICE + " opens, but Xen does not answer (ioctl(")
                .hasMessageContaining("ENOTTY");
    }

    @Test
    void theBootIdIsThatOfTheKernel() throws Exception {
        write("proc/sys/kernel/random/boot_id", "a9b8\n");
        assertThat(new XenHost(root).bootId()).isEqualTo("a9b8");
    }

    @Test
    void withoutXenOpeningThePortSaysSoInOneLine() {
        assumeFalse(Files.exists(Path.of(Privcmd.DEVICE)), "this machine has " + Privcmd.DEVICE);
        assertThatThrownBy(XenHypervisor::open)
                .isInstanceOf(XenUnavailableException.class)
                .hasMessageStartingWith("this machine does not run Xen")
                .message()
                .hasLineCount(1);
    }

    private Path write(String path, String text) throws Exception {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
