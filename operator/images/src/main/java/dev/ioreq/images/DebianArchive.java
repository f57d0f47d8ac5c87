package dev.ioreq.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's packages, by way of the machine's apt. Packages, not the files that happen to be installed: a package has a name, a version
 * and a checksum that a bill of materials can tell, its licence lies in it, and nothing need be installed for it.
 *
 * <p>What was downloaded once is kept outside of the tree and not asked for again: {@code ~/.cache/ioreq-images}, or below {@code
 * $XDG_CACHE_HOME}. Old files may be deleted at any time.
 */
final class DebianArchive {

    private static final String REMEDY =
            "the images are made of Debian's packages: build them on a Debian, after `apt-get update`";
    private static final Pattern FIELD = Pattern.compile("^(Version|Architecture|SHA256): (\\S+)$", Pattern.MULTILINE);

    private final Path cache;

    DebianArchive(Path cache) throws IOException {
        this.cache = Files.createDirectories(cache);
    }

    /** Of this user. */
    static DebianArchive ofThisUser() throws IOException {
        String home = System.getenv("XDG_CACHE_HOME");
        return new DebianArchive(
                home == null || home.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache", "ioreq-images")
                        : Path.of(home, "ioreq-images"));
    }

    /** The newest version of the package. */
    DebianPackage find(String name) throws IOException, InterruptedException {
        String text = Command.run(cache, REMEDY, "apt-cache", "show", "--no-all-versions", name);
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            fields.putIfAbsent(field.group(1), field.group(2));
        }
        if (fields.size() < 3) {
            throw new IOException("apt-cache show " + name
                    + ": expected a Version, an Architecture and a SHA256, found " + fields.keySet() + "; " + REMEDY);
        }
        return new DebianPackage(name, fields.get("Version"), fields.get("Architecture"), fields.get("SHA256"));
    }

    /** Unpacks all of the package's files below the directory. */
    void unpack(DebianPackage wanted, Path directory) throws IOException, InterruptedException {
        Path file = cache.resolve(wanted.fileName());
        if (!Files.exists(file) || !Digests.sha256(file).equals(wanted.sha256())) {
            download(wanted, file);
        }
        Command.run(cache, REMEDY, "dpkg-deb", "-x", file.toString(), directory.toString());
    }

    private void download(DebianPackage wanted, Path file) throws IOException, InterruptedException {
        Path arriving = Files.createTempDirectory(cache, "download-");
        try {
            Command.run(arriving, REMEDY, "apt-get", "-q", "download", wanted.name() + "=" + wanted.version());
            Path arrived = arriving.resolve(wanted.fileName());
            String actual = Digests.sha256(arrived);
            if (!actual.equals(wanted.sha256())) {
                throw new IOException(arrived.getFileName() + ": SHA-256 " + actual + ", expected " + wanted.sha256()
                        + "; " + REMEDY);
            }
            Files.move(arrived, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Trees.delete(arriving);
        }
    }
}
