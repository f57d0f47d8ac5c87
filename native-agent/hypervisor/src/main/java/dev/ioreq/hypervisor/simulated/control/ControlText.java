package dev.ioreq.hypervisor.simulated.control;

import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.GuestStatus;
import dev.ioreq.hypervisor.simulated.VcpuStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/** Guests as lines of text, and back. */
public final class ControlText {

    private ControlText() {}

    /** {@code web uuid=... type=pvh vcpus=2 domid=7 paused preserve}: what follows {@code start}, without the program. */
    public static String startLine(GuestConfig config) {
        return config.name() + " uuid=" + config.uuid() + " type="
                + config.type().name().toLowerCase(Locale.ROOT) + " vcpus=" + config.vcpus()
                + (config.domid().isPresent() ? " domid=" + config.domid().getAsInt() : "")
                + (config.paused() ? " paused" : "")
                + (config.preserve() ? " preserve" : "");
    }

    /** Reads {@link #startLine}; everything but the name may be left out. */
    public static GuestConfig guest(String line, String program) {
        String[] words = line.trim().split("\\s+");
        GuestConfig config = GuestConfig.named(words[0]).withProgram(program);
        for (int i = 1; i < words.length; i++) {
            config = with(config, words[i]);
        }
        return config;
    }

    private static GuestConfig with(GuestConfig config, String word) {
        int equals = word.indexOf('=');
        String key = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        switch (key) {
            case "uuid":
                return config.withUuid(UUID.fromString(value));
            case "type":
                return config.withType(DomainType.valueOf(value.toUpperCase(Locale.ROOT)));
            case "vcpus":
                return config.withVcpus(Integer.parseInt(value));
            case "domid":
                return config.withDomid(Integer.parseInt(value));
            case "paused":
                return config.withPaused(true);
            case "preserve":
                return config.withPreserve(true);
            default:
                throw new IllegalArgumentException("'" + word
                        + "' is not understood; there are uuid=, type=pvh|hvm|pv, vcpus=, domid=, paused, preserve");
        }
    }

    /** One line for the guest and one for each vCPU. */
    public static List<String> statusLines(GuestStatus status) {
        List<String> lines = new ArrayList<>();
        DomainIdentity identity = status.domain().identity();
        lines.add("guest " + identity.name() + " domid=" + identity.id() + " uuid=" + identity.uuid() + " type="
                + status.domain().type().name().toLowerCase(Locale.ROOT) + " vcpus="
                + status.domain().vcpus() + " state=" + status.state() + " failures=" + status.failures()
                + " incarnation=" + identity.incarnation());
        for (VcpuStatus vcpu : status.vcpus()) {
            lines.add("vcpu " + vcpu.vcpu() + (vcpu.blocked() ? " blocked " : " free ")
                    + vcpu.since().toMillis() + "ms " + vcpu.activity());
        }
        return lines;
    }

    /** Reads {@link #statusLines} of any number of guests. */
    public static List<GuestStatus> statuses(List<String> lines) {
        List<GuestStatus> statuses = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            List<VcpuStatus> vcpus = new ArrayList<>();
            int guest = i;
            while (i + 1 < lines.size() && lines.get(i + 1).startsWith("vcpu ")) {
                i++;
                vcpus.add(vcpu(lines.get(i)));
            }
            statuses.add(status(lines.get(guest), vcpus));
        }
        return List.copyOf(statuses);
    }

    private static GuestStatus status(String line, List<VcpuStatus> vcpus) {
        String[] words = line.split(" ");
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            String[] pair = word.split("=", 2);
            values.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        DomainIdentity identity = new DomainIdentity(
                new DomainId(Integer.parseInt(values.get("domid"))),
                UUID.fromString(values.get("uuid")),
                words[1],
                values.get("incarnation"));
        DomainType type = DomainType.valueOf(values.get("type").toUpperCase(Locale.ROOT));
        return new GuestStatus(
                new Domain(identity, type, Integer.parseInt(values.get("vcpus"))),
                values.get("state"),
                Long.parseLong(values.get("failures")),
                List.copyOf(vcpus));
    }

    private static VcpuStatus vcpu(String line) {
        String[] words = line.split(" ", 5);
        return new VcpuStatus(
                Integer.parseInt(words[1]),
                words[2].equals("blocked"),
                Duration.ofMillis(Long.parseLong(words[3].replace("ms", ""))),
                words[4]);
    }

    /** Makes one line of any text. */
    public static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    public static String unescape(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '\\' && i + 1 < line.length()) {
                i++;
                char escaped = line.charAt(i);
                text.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }

    /** The value of {@code key=} in an answer. */
    public static OptionalInt number(String answer, String key) {
        for (String word : answer.split(" ")) {
            if (word.startsWith(key + "=")) {
                return OptionalInt.of(Integer.parseInt(word.substring(key.length() + 1)));
            }
        }
        return OptionalInt.empty();
    }
}
