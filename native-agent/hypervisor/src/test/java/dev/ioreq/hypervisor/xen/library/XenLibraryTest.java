package dev.ioreq.hypervisor.xen.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XenLibraryTest {

    @Test
    void aMissingLibraryIsNamedWithItsPackage() {
        String complaint = "Unable to load library 'libxendevicemodel.so.1':\n"
                + "libxendevicemodel.so.1: cannot open shared object file: No such file or directory\n"
                + "libxendevicemodel.so.1: cannot open shared object file: No such file or directory";

        assertThat(XenLibrary.missing("libxendevicemodel.so.1", complaint))
                .hasMessage("the library libxendevicemodel.so.1 is not installed: install the package"
                        + " libxendevicemodel1 (Debian's name)");
    }

    @Test
    void aLibraryThatAnotherOneNeedsIsNamedItself() {
        String complaint = "Unable to load library 'libxendevicemodel.so.1':\n"
                + "libxentoolcore.so.1: cannot open shared object file: No such file or directory";

        assertThat(XenLibrary.missing("libxendevicemodel.so.1", complaint))
                .hasMessage("the library libxentoolcore.so.1, which libxendevicemodel.so.1 needs, is not installed:"
                        + " install the package libxentoolcore1 (Debian's name)");
    }

    @Test
    void aLibraryThatIsThereButBrokenIsCalledSo() {
        assertThat(XenLibrary.missing("libxenstore.so.4", "/lib/libxenstore.so.4: file too short"))
                .hasMessage("the library libxenstore.so.4 cannot be loaded (/lib/libxenstore.so.4: file too short):"
                        + " install the package libxenstore4 (Debian's name)");
    }

    @Test
    void whatTheRealLinkerSaysOfABrokenLibraryIsToldOn(@TempDir Path directory) throws IOException {
        Path broken = Files.writeString(directory.resolve("libbroken.so.1"), "");

        assertThatThrownBy(() -> XenLibrary.load(List.of(broken.toString())))
                .isInstanceOf(MissingLibraryException.class)
                .hasMessage("the library " + broken + " cannot be loaded (" + broken
                        + ": file too short): install the package of your distribution that has it");
    }

    @Test
    void whatTheRealLinkerSaysIsUnderstood() {
        assertThatThrownBy(() -> XenLibrary.load(List.of("libxen-never-was.so.1", "libxen-never-was.so.0")))
                .isInstanceOf(MissingLibraryException.class)
                .hasMessage("the library libxen-never-was.so.1 is not installed: install the package of your"
                        + " distribution that has it");
    }

    @Test
    void theFirstNameThatIsThereIsTaken() {
        assertThat(XenLibrary.load(List.of("libxen-never-was.so.4", "libc.so.6"))
                        .getFunction("getpid"))
                .isNotNull();
    }
}
