package dev.ioreq.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shared libraries from Debian's packages, each by its soname, with the licences of the packages they are from. */
final class SystemLayer {

    private static final Pattern LICENCE = Pattern.compile("/usr/share/common-licenses/([A-Za-z0-9.+-]*[A-Za-z0-9])");

    private final DebianArchive archive;
    private final Architecture architecture;
    private final Path work;

    /** @param work a directory for what packages have besides */
    SystemLayer(DebianArchive archive, Architecture architecture, Path work) {
        this.archive = archive;
        this.architecture = architecture;
        this.work = work;
    }

    /**
     * @param libraries sonames, by the package that has them
     * @return the packages that something was taken from, those of the licences among them
     */
    List<DebianPackage> lay(Map<String, List<String>> libraries, Path layer) throws IOException, InterruptedException {
        var used = new LinkedHashSet<DebianPackage>();
        var licences = new LinkedHashSet<String>();
        for (var each : new TreeMap<>(libraries).entrySet()) {
            Path unpacked = unpack(each.getKey(), used);
            for (String soname : each.getValue()) {
                Trees.copy(find(unpacked, soname), layer.resolve(place(soname)));
            }
            Path copyright = copyright(each.getKey(), unpacked, used);
            Trees.copy(
                    copyright,
                    layer.resolve("usr/share/doc").resolve(each.getKey()).resolve("copyright"));
            Matcher licence = LICENCE.matcher(Files.readString(copyright));
            while (licence.find()) {
                licences.add(licence.group(1));
            }
        }
        Path common = unpack("base-files", used).resolve("usr/share/common-licenses");
        for (String licence : licences) {
            Trees.copy(
                    common.resolve(licence),
                    layer.resolve("usr/share/common-licenses").resolve(licence));
        }
        return List.copyOf(used);
    }

    private Path unpack(String name, Set<DebianPackage> used) throws IOException, InterruptedException {
        Path directory = work.resolve(name);
        DebianPackage found = archive.find(name);
        if (Files.notExists(directory)) {
            archive.unpack(found, Files.createDirectories(directory));
        }
        used.add(found);
        return directory;
    }

    /** Of some packages it is in another one, to which their documentation is a link. */
    private Path copyright(String name, Path unpacked, Set<DebianPackage> used)
            throws IOException, InterruptedException {
        Path documentation = unpacked.resolve("usr/share/doc").resolve(name);
        if (Files.isSymbolicLink(documentation)) {
            String other = Files.readSymbolicLink(documentation).getFileName().toString();
            return copyright(other, unpack(other, used), used);
        }
        return documentation.resolve("copyright");
    }

    private static Path find(Path unpacked, String soname) throws IOException {
        return Trees.walk(unpacked).stream()
                .filter(path -> path.getFileName().toString().equals(soname) && Files.isRegularFile(path))
                .findFirst()
                .orElseThrow(() -> new IOException(unpacked.getFileName() + ": expected a library " + soname
                        + " in this Debian package, found none: has it another name in this release?"));
    }

    /** The loader's place is written in every program; all others are where the loader looks by itself. */
    private String place(String soname) {
        return soname.equals(architecture.loader())
                ? architecture.loaderDirectory() + "/" + soname
                : "usr/lib/" + architecture.triplet() + "/" + soname;
    }
}
