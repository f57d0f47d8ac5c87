package dev.ioreq.emulator;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** The emulator's own words, one line each, apart from what the guest prints. */
public final class EmulatorLog {

    static final int MAX_SUBJECTS = 64;
    private static final String OTHERS = "others";

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

    /**
     * What a guest can cause as often as it likes: said once for a subject, counted from then on. A guest can also make up subjects; the
     * {@value #MAX_SUBJECTS}th is the last that is told apart.
     */
    public void sayOnce(String subject, String line) {
        boolean known = repeated.containsKey(subject) || repeated.size() < MAX_SUBJECTS;
        String counted = known ? subject : OTHERS;
        if (repeated.merge(counted, 1L, Long::sum) == 1) {
            say(counted + ": " + line);
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
