package dev.ioreq.playground.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is at the other end of standard output. */
final class Terminal {
    private static final Screen USUAL = new Screen(24, 80);

    private Terminal() {}

    /** True when a person looks at it. */
    static boolean isThere() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            String kind = System.getenv().getOrDefault("TERM", "dumb");
            return (target.startsWith("/dev/pts/") || target.startsWith("/dev/tty")) && !kind.equals("dumb");
        } catch (IOException noProc) {
            return false;
        }
    }

    /** Its size now; 24 by 80 when it does not say. */
    static Screen size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            String[] size = answer.trim().split(" ");
            int rows = Integer.parseInt(size[0]);
            int columns = Integer.parseInt(size[1]);
            return rows > 0 && columns > 0 ? new Screen(rows, columns) : USUAL;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unknown) {
            return USUAL;
        }
    }
}
