package dev.ioreq.hypervisor.xen.library;

import com.sun.jna.NativeLibrary;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The libraries in use. All of them keep their interface from release to release; libxenctrl does not, and is not among them. What they need
 * themselves (libxentoolcore, libxencall) comes with them.
 */
public enum XenLibrary {
    DEVICE_MODEL("libxendevicemodel.so.1"),
    FOREIGN_MEMORY("libxenforeignmemory.so.1"),
    TOOL_LOG("libxentoollog.so.1"),
    /** 4 since Xen 4.16. What is used here is the same in both. */
    STORE("libxenstore.so.4", "libxenstore.so.3.0");

    private static final Map<String, String> DEBIAN_PACKAGES = Map.of(
            "libxendevicemodel.so.1", "libxendevicemodel1",
            "libxenforeignmemory.so.1", "libxenforeignmemory1",
            "libxentoollog.so.1", "libxentoollog1",
            "libxentoolcore.so.1", "libxentoolcore1",
            "libxencall.so.1", "libxencall1",
            "libxenstore.so.4", "libxenstore4");

    private static final Pattern NOT_FOUND = Pattern.compile("(\\S+): cannot open shared object file");

    private final List<String> sonames;

    XenLibrary(String... sonames) {
        this.sonames = List.of(sonames);
    }

    /** @throws MissingLibraryException naming the package to install */
    public NativeLibrary load() {
        return load(sonames);
    }

    /** The first of these that is there. */
    static NativeLibrary load(List<String> sonames) {
        MissingLibraryException missing = null;
        for (String soname : sonames) {
            try {
                return NativeLibrary.getInstance(soname);
            } catch (UnsatisfiedLinkError e) {
                if (missing == null) {
                    missing = missing(soname, String.valueOf(e.getMessage()));
                }
            }
        }
        throw missing;
    }

    /** @param complaint of the dynamic linker; names the library itself or one it needs */
    static MissingLibraryException missing(String soname, String complaint) {
        Matcher named = NOT_FOUND.matcher(complaint);
        String absent = named.find() ? named.group(1) : soname;
        String packageName = DEBIAN_PACKAGES.get(absent);
        String needed = absent.equals(soname) ? "" : ", which " + soname + " needs,";
        String cure = packageName == null
                ? "install the package of your distribution that has it"
                : "install the package " + packageName + " (Debian's name)";
        String state = named.find(0) ? "is not installed" : "cannot be loaded (" + reason(complaint) + ")";
        return new MissingLibraryException("the library " + absent + needed + " " + state + ": " + cure);
    }

    /** JNA's heading says nothing that the linker's lines below it do not. */
    private static String reason(String complaint) {
        return complaint
                .lines()
                .filter(line -> !line.startsWith("Unable to load library"))
                .findFirst()
                .orElse(complaint);
    }
}
