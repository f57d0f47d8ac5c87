package dev.ioreq.hypervisor.simulated;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The command line of {@link SimulatedXenMain}.
 *
 * @param socket where agents connect
 * @param control where people and tests control guests
 * @param version which Xen to behave like
 * @param guests a directory of guests that run from the beginning
 * @param parent a process with which to end
 */
record MainArguments(Path socket, Path control, XenVersion version, Optional<Path> guests, OptionalLong parent) {

    static final String USAGE =
            "usage: --socket PATH --control PATH [--version 4.17|4.20] [--guests DIR] [--exit-with-parent PID]";

    static MainArguments parse(String... arguments) {
        Path socket = null;
        Path control = null;
        XenVersion version = XenVersion.V4_17;
        Optional<Path> guests = Optional.empty();
        OptionalLong parent = OptionalLong.empty();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value; " + USAGE);
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--socket" -> socket = Path.of(value);
                case "--control" -> control = Path.of(value);
                case "--version" -> version = XenVersion.of(value);
                case "--guests" -> guests = Optional.of(Path.of(value));
                case "--exit-with-parent" -> parent = OptionalLong.of(Long.parseLong(value));
                default -> throw new IllegalArgumentException("'" + arguments[i] + "' is no option; " + USAGE);
            }
        }
        if (socket == null || control == null) {
            throw new IllegalArgumentException((socket == null ? "--socket" : "--control") + " is missing; " + USAGE);
        }
        return new MainArguments(socket, control, version, guests, parent);
    }
}
