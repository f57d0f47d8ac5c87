package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import dev.ioreq.hypervisor.simulated.guest.ProgramSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A guest as a text file, {@code <name>.guest}: a line {@code guest TYPE VCPUS}, and after it the program of its vCPUs (see {@link
 * dev.ioreq.hypervisor.simulated.guest.Instruction}). Comments and empty lines may stand before that line.
 */
public final class GuestFile {

    private static final String SUFFIX = ".guest";
    private static final Pattern COMMENTS = Pattern.compile("(?:[ \t]*(?:#[^\n]*)?\n)*");
    private static final Pattern HEAD =
            Pattern.compile("guest[ \t]+(PV|PVH|HVM)[ \t]+([0-9]{1,3})[ \t]*(?:#[^\n]*)?(?:\n|$)");

    private GuestFile() {}

    /**
     * The guest of this text, with a random uuid.
     *
     * @throws IllegalArgumentException naming the guest and what is wrong with its text
     */
    public static GuestConfig parse(String name, String text) {
        Matcher comments = COMMENTS.matcher(text);
        comments.lookingAt();
        Matcher head = HEAD.matcher(text).region(comments.end(), text.length());
        if (!head.lookingAt()) {
            String line = text.substring(comments.end()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(name + SUFFIX + ": '" + line
                    + "': expected a line 'guest PV|PVH|HVM VCPUS' before the program, like 'guest HVM 2'");
        }
        // The program's lines keep their numbers in the file.
        String program = "\n".repeat((int) text.substring(0, head.end())
                        .chars()
                        .filter(c -> c == '\n')
                        .count())
                + text.substring(head.end());
        try {
            GuestProgram.parse(program);
            return GuestConfig.named(name)
                    .withType(DomainType.valueOf(head.group(1)))
                    .withVcpus(Integer.parseInt(head.group(2)))
                    .withProgram(program);
        } catch (IllegalArgumentException | ProgramSyntaxException e) {
            throw new IllegalArgumentException(name + SUFFIX + ": " + e.getMessage(), e);
        }
    }

    /**
     * All guests of a directory, sorted by name; other files are left alone.
     *
     * @throws IOException if the directory or a file cannot be read
     * @throws IllegalArgumentException as {@link #parse} does
     */
    public static List<GuestConfig> readAll(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        var guests = new ArrayList<GuestConfig>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            guests.add(parse(name.substring(0, name.length() - SUFFIX.length()), Files.readString(file)));
        }
        return guests;
    }
}
