package dev.ioreq.agent.csi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The mounts of the calling thread's mount namespace (proc_pid_mountinfo(5)), in the order in which they were made. */
record MountTable(List<Entry> entries) {

    private static final Path MOUNTINFO = Path.of("/proc/thread-self/mountinfo");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
    private static final int DEVICE = 2;
    private static final int ROOT = 3;
    private static final int POINT = 4;

    /**
     * @param device major:minor of the file system
     * @param root what of the file system is mounted; ends in {@code //deleted} if that was removed since
     * @param point where
     */
    record Entry(String device, String root, Path point) {}

    MountTable {
        entries = List.copyOf(entries);
    }

    static MountTable now() throws IOException {
        return parse(Files.readString(MOUNTINFO, StandardCharsets.UTF_8));
    }

    static MountTable parse(String mountinfo) {
        return new MountTable(mountinfo
                .lines()
                .map(line -> line.split(" "))
                .map(fields -> new Entry(fields[DEVICE], plain(fields[ROOT]), Path.of(plain(fields[POINT]))))
                .toList());
    }

    /** The topmost mount exactly there. */
    Optional<Entry> at(Path point) {
        return entries.stream().filter(entry -> entry.point().equals(point)).reduce((below, above) -> above);
    }

    /**
     * A directory as a mount of it would be listed.
     *
     * @param real without links in it
     */
    Entry whereIs(Path real) {
        Entry holder = entries.stream()
                .filter(entry -> real.startsWith(entry.point()))
                .reduce((one, other) ->
                        other.point().getNameCount() >= one.point().getNameCount() ? other : one)
                .orElseThrow(() -> new IllegalStateException(MOUNTINFO + " names no mount that holds " + real));
        Path inside =
                Path.of(holder.root()).resolve(holder.point().relativize(real).toString());
        return new Entry(holder.device(), inside.toString(), real);
    }

    /** Space, tab, newline and backslash are written as three octal digits. */
    private static String plain(String field) {
        return OCTAL.matcher(field).replaceAll(found -> {
            char character = (char) Integer.parseInt(found.group(1), 8);
            return character == '\\' ? "\\\\" : String.valueOf(character);
        });
    }
}
