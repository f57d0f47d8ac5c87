package dev.ioreq.emulator;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** The emulator's own words, one line each, apart from what the guest prints. */
public final class EmulatorLog {

    private final PrintStream out;
    private final String prefix;
    private final Map<String, Long> repeated = new HashMap<>();

    public EmulatorLog(PrintStream out, String emulator) {
        this.out = out;
        this.prefix = emulator + ": ";
    }

    /** One line. */
    public void say(String line) {
        out.println(prefix + line);
        out.flush();
    }

    /** What a guest can cause as often as it likes: said once for a subject, counted from then on. */
    public void sayOnce(String subject, String line) {
        if (repeated.merge(subject, 1L, Long::sum) == 1) {
            say(subject + ": " + line);
        }
    }

    /** How often {@link #sayOnce} was called for the subject. */
    public long count(String subject) {
        return repeated.getOrDefault(subject, 0L);
    }

    /** At the end: what was said once but happened more often. */
    public void sayCounts() {
        repeated.forEach((subject, times) -> {
            if (times > 1) {
                say(subject + ": " + times + " times in all");
            }
        });
    }
}
