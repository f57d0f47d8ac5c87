package dev.ioreq.emulator.program;

import dev.ioreq.protocol.handover.Handover;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command line says.
 *
 * @param socket where the agent listens
 * @param name who we are
 * @param devices at least one, range names unique
 * @param help only the help text is wanted
 */
record CommandLine(Path socket, String name, List<DeviceSpec> devices, boolean help) {

    private static final String HELP =
            """
            Usage: java -jar ioreq-emulator.jar --device <range-name>=<model>[,key=value...] ... [--socket PATH] [--name NAME]

            Serves one IOREQ server that an agent hands over: a device behind each of its ranges.

              --device   a device behind the range of that name; one for each range of the server. Models:
            %s
              --socket   where the agent listens (default: $IOREQ_HANDOVER_SOCKET, else /run/ioreq/handover.sock)
              --name     who this is, for the agent's log (default: $HOSTNAME, else ioreq-emulator)
              --help     this text

            A console goes to standard output and comes from standard input; the emulator's own log goes to standard error.
            Exit codes: 0 told to stop, 1 refused or the hypervisor gone, 2 the arguments do not fit.
            """;

    private static final String DEFAULT_NAME = "ioreq-emulator";

    /** Made when it is asked for: the first format of a JVM is slow, and a guest waits for an emulator that starts. */
    static String helpText() {
        return HELP.formatted(DeviceCatalog.help().indent(14).stripTrailing());
    }

    /** @param environment the process's variables */
    static CommandLine parse(List<String> arguments, Map<String, String> environment) throws UsageException {
        String socket = environment.getOrDefault(Handover.SOCKET_ENVIRONMENT, Handover.DEFAULT_SOCKET);
        String name = hostname(environment);
        List<DeviceSpec> devices = new ArrayList<>();
        for (int at = 0; at < arguments.size(); at++) {
            switch (arguments.get(at)) {
                case "--help", "-h" -> {
                    return new CommandLine(Path.of(socket), DEFAULT_NAME, List.of(), true);
                }
                case "--device" -> devices.add(DeviceSpec.parse(value(arguments, ++at)));
                case "--socket" -> socket = value(arguments, ++at);
                case "--name" -> name = value(arguments, ++at);
                default ->
                    throw new UsageException("argument \"" + arguments.get(at)
                            + "\" is unknown, expected --device, --socket, --name or --help");
            }
        }
        check(name, devices);
        return new CommandLine(Path.of(socket), name, List.copyOf(devices), false);
    }

    /** A host's name may be one byte longer than a name here. */
    private static String hostname(Map<String, String> environment) {
        String name = environment.getOrDefault("HOSTNAME", DEFAULT_NAME);
        return name.length() < Handover.NAME_LENGTH ? name : name.substring(0, Handover.NAME_LENGTH - 1);
    }

    private static String value(List<String> arguments, int at) throws UsageException {
        if (at == arguments.size()) {
            throw new UsageException(arguments.get(at - 1) + " wants a value behind it");
        }
        return arguments.get(at);
    }

    private static void check(String name, List<DeviceSpec> devices) throws UsageException {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes >= Handover.NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw new UsageException("--name \"" + name + "\": expected 1.." + (Handover.NAME_LENGTH - 1)
                    + " bytes without control characters");
        }
        if (devices.isEmpty()) {
            throw new UsageException("no --device: an emulator has at least one");
        }
        Set<String> ranges = new HashSet<>();
        for (DeviceSpec device : devices) {
            if (!ranges.add(device.range())) {
                throw new UsageException("--device " + device + ": range " + device.range() + " has a device already");
            }
        }
    }
}
