package dev.ioreq.hypervisor.simulated.guest;

import dev.ioreq.hypervisor.PciFunction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a guest program, taken word by word. */
final class ProgramLine {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(us|ms|s)");

    private final int number;
    private final String text;
    private String rest;

    ProgramLine(int number, String text) {
        this.number = number;
        this.text = text.trim();
        this.rest = withoutComment(this.text);
    }

    int number() {
        return number;
    }

    boolean isEmpty() {
        return rest.isEmpty();
    }

    void requireEnd() {
        if (!rest.isEmpty()) {
            throw problem("nothing was expected after this, but there is '" + rest + "'");
        }
    }

    ProgramSyntaxException problem(String problem) {
        return new ProgramSyntaxException(number, text, problem);
    }

    String word(String what) {
        if (rest.isEmpty()) {
            throw problem("expected " + what + " at the end of the line");
        }
        String[] split = rest.split("\\s+", 2);
        rest = split.length == 2 ? split[1] : "";
        return split[0];
    }

    long number(String what, long first, long last) {
        long value = parse(word(what), what);
        if (value < first || value > last) {
            throw problem(what + " is " + value + ", expected " + first + ".." + last);
        }
        return value;
    }

    int port() {
        return (int) number("a port", 0, 0xffff);
    }

    /** Any guest-physical address, unsigned. */
    long address() {
        return parse(word("an address"), "an address");
    }

    int memory() {
        return (int) number("an address in guest memory", 0, GuestBus.MEMORY_BYTES - 1);
    }

    int register(int size) {
        int register = (int) number("a register", 0, 0xff);
        if (register % size != 0) {
            throw problem("register " + register + " is not a multiple of the access size " + size);
        }
        return register;
    }

    long value(int size) {
        return fitting(parse(word("a value"), "a value"), size);
    }

    OptionalLong expect(int size) {
        if (rest.isEmpty()) {
            return OptionalLong.empty();
        }
        keyword("expect");
        return OptionalLong.of(value(size));
    }

    int size(String digits, String instruction) {
        int largest =
                switch (instruction) {
                    case "read", "write", "vga" -> 8;
                    default -> 4;
                };
        for (int size = 1; size <= largest; size *= 2) {
            if (digits.equals(Integer.toString(size))) {
                return size;
            }
        }
        throw problem(
                "'" + instruction + "' has sizes 1, 2, 4" + (largest == 8 ? ", 8" : "") + ", not '" + digits + "'");
    }

    Instruction stringIo(boolean read, int size, String preposition) {
        int port = port();
        keyword(preposition);
        int memory = memory();
        keyword("count");
        int count = (int) number("a count", 1, GuestBus.MEMORY_BYTES);
        boolean backwards = !rest.isEmpty();
        if (backwards) {
            keyword("backwards");
        }
        long last = backwards ? (long) memory - (long) (count - 1) * size : memory + (long) count * size - 1;
        if (last < 0 || last >= GuestBus.MEMORY_BYTES || memory + size > GuestBus.MEMORY_BYTES) {
            throw problem("this leaves guest memory, which is 0.." + (GuestBus.MEMORY_BYTES - 1));
        }
        return new Instruction.StringIo(read, port, size, memory, count, backwards);
    }

    PciFunction function() {
        String word = word("a PCI function");
        try {
            return PciFunction.parse(word);
        } catch (IllegalArgumentException e) {
            throw problem(e.getMessage());
        }
    }

    Duration duration() {
        String word = word("a duration");
        Matcher matcher = DURATION.matcher(word);
        if (!matcher.matches()) {
            throw problem("'" + word + "' is no duration; write 100ms, 5s or 50us");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> Duration.ofNanos(amount * 1000);
            case "ms" -> Duration.ofMillis(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    <E extends Enum<E>> E oneOf(Class<E> type) {
        String word = word("one of " + names(type));
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw problem("'" + word + "' is none of " + names(type));
    }

    /** The rest of the line as a text in double quotes with the escapes of C: {@code \n \r \t \0 \\ \"}. */
    byte[] quoted() {
        if (rest.length() < 2 || !rest.startsWith("\"") || !rest.endsWith("\"")) {
            throw problem("expected a text in double quotes");
        }
        String inner = rest.substring(1, rest.length() - 1);
        rest = "";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < inner.length(); i++) {
            char character = inner.charAt(i);
            if (character == '\\') {
                i++;
                bytes.write(escaped(i < inner.length() ? inner.charAt(i) : ' '));
            } else if (character == '"') {
                throw problem("a double quote inside a text is written \\\"");
            } else {
                bytes.writeBytes(String.valueOf(character).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private int escaped(char character) {
        return switch (character) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> 0;
            case '\\' -> '\\';
            case '"' -> '"';
            default -> throw problem("'\\" + character + "' is no escape; there are \\n \\r \\t \\0 \\\\ \\\"");
        };
    }

    private void keyword(String keyword) {
        String word = word("'" + keyword + "'");
        if (!word.equals(keyword)) {
            throw problem("expected '" + keyword + "', not '" + word + "'");
        }
    }

    private long parse(String word, String what) {
        try {
            return word.startsWith("0x") ? Long.parseUnsignedLong(word.substring(2), 16) : Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw problem("expected " + what + ", not '" + word + "'");
        }
    }

    private long fitting(long value, int size) {
        if (size < 8 && (value < 0 || value >>> size * 8 != 0)) {
            throw problem("0x" + Long.toHexString(value) + " does not fit " + size + " byte" + (size == 1 ? "" : "s"));
        }
        return value;
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
    }

    /** Cuts at the first # that does not stand in a quoted text. */
    private static String withoutComment(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\' && quoted) {
                i++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (character == '#' && !quoted) {
                return text.substring(0, i).trim();
            }
        }
        return text;
    }
}
