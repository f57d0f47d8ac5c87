package dev.ioreq.agent.config;

import dev.ioreq.agent.csi.CsiSettings;
import dev.ioreq.agent.csi.HandoverDriver;
import dev.ioreq.agent.handover.HandoverBroker;
import dev.ioreq.agent.handover.HandoverSettings;
import dev.ioreq.agent.tls.TlsFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration after it was checked.
 *
 * @param stalledAfter how long an outstanding request may stand still
 * @param csi the driver by which pods get their handover, if there is to be one
 */
public record AgentSettings(
        String nodeName,
        Path stateDirectory,
        HandoverSettings handover,
        String host,
        int port,
        TlsFiles tls,
        String operatorName,
        Duration tlsReload,
        Duration stallInterval,
        Duration stalledAfter,
        Duration inventoryInterval,
        int lanes,
        Optional<CsiSettings> csi) {

    /** The longest name of a unix socket (sockaddr_un.sun_path, less its NUL). */
    private static final int MAX_SOCKET_PATH = 107;

    /** The longest key: a UID. Longer ones are refused by the server's own socket later. */
    private static final int UID_LENGTH = 36;

    /** @throws StartRefusedException naming the key that cannot be used */
    public static AgentSettings of(AgentConfig config) throws StartRefusedException {
        Optional<CsiSettings> csi = csi(config.csi());
        Duration patience = handoverPatience(config.handoverPatience());
        HandoverSettings handover = new HandoverSettings(
                handoverDirectory(config.handoverDir()),
                config.emulatorUids().orElseGet(() -> Set.of(ownUid())),
                patience,
                patience,
                patience);
        boolean mounts = csi.filter(driver -> driver.publishing() == CsiSettings.Publishing.MOUNT)
                .isPresent();
        return new AgentSettings(
                required(config.nodeName(), "node-name", "the Kubernetes node's name"),
                directory(config.stateDir(), "state-dir"),
                mounts ? handover.mounted() : handover,
                config.host(),
                config.port(),
                new TlsFiles(
                        file(config.tls().certificate(), "tls.certificate", "the agent's certificate"),
                        file(config.tls().key(), "tls.key", "the agent's private key"),
                        file(config.tls().ca(), "tls.ca", "the certificate of the operator's authority")),
                config.tls().operatorName(),
                config.tls().reload(),
                config.stall().interval(),
                config.stall().after(),
                config.inventoryInterval(),
                config.lanes(),
                csi);
    }

    /** Less than a second would turn away every emulator on a busy machine, 0 all of them. */
    private static Duration handoverPatience(Duration patience) throws StartRefusedException {
        if (patience.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new StartRefusedException("ioreq.agent.handover-patience=" + patience
                    + " leaves an emulator no time to answer: set it to 1s or more");
        }
        return patience;
    }

    /** Without a CSI driver. */
    public AgentSettings(
            String nodeName,
            Path stateDirectory,
            HandoverSettings handover,
            String host,
            int port,
            TlsFiles tls,
            String operatorName,
            Duration tlsReload,
            Duration stallInterval,
            Duration stalledAfter,
            Duration inventoryInterval,
            int lanes) {
        this(
                nodeName,
                stateDirectory,
                handover,
                host,
                port,
                tls,
                operatorName,
                tlsReload,
                stallInterval,
                stalledAfter,
                inventoryInterval,
                lanes,
                Optional.empty());
    }

    /** This, with a CSI driver. */
    public AgentSettings with(CsiSettings driver) {
        return new AgentSettings(
                nodeName,
                stateDirectory,
                handover,
                host,
                port,
                tls,
                operatorName,
                tlsReload,
                stallInterval,
                stalledAfter,
                inventoryInterval,
                lanes,
                Optional.of(driver));
    }

    private static Optional<CsiSettings> csi(AgentConfig.Csi config) throws StartRefusedException {
        if (config.endpoint().isEmpty()) {
            return Optional.empty();
        }
        CsiSettings.Publishing publishing =
                switch (config.publish()) {
                    case "mount" -> CsiSettings.Publishing.MOUNT;
                    case "link" -> CsiSettings.Publishing.LINK;
                    default ->
                        throw new StartRefusedException("ioreq.agent.csi.publish=" + config.publish()
                                + " is not known: set it to mount (containers) or link (plain processes)");
                };
        Path endpoint = socket(config.endpoint().get(), "csi.endpoint");
        Optional<Path> registration = config.registrationDir().map(AgentSettings::normal);
        if (registration.isPresent()) {
            socket(HandoverDriver.registrationSocket(registration.get()), "csi.registration-dir");
        }
        return Optional.of(new CsiSettings(endpoint, registration, publishing, normal(config.targetsDir())));
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Path socket(Path path, String key) throws StartRefusedException {
        Path absolute = normal(path);
        int length = absolute.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_SOCKET_PATH) {
            throw new StartRefusedException("ioreq.agent." + key + ": the socket " + absolute + " has " + length
                    + " bytes, a unix socket has at most " + MAX_SOCKET_PATH + "; choose a shorter path");
        }
        return absolute;
    }

    private static String required(Optional<String> value, String key, String what) throws StartRefusedException {
        if (value.isEmpty() || value.get().isBlank()) {
            throw new StartRefusedException("ioreq.agent." + key + " is not set: set it to " + what);
        }
        return value.get();
    }

    private static Path file(Optional<Path> file, String key, String what) throws StartRefusedException {
        if (file.isEmpty()) {
            throw new StartRefusedException("ioreq.agent." + key + " is not set: set it to the PEM file of " + what);
        }
        if (!Files.isReadable(file.get())) {
            throw new StartRefusedException(
                    "ioreq.agent." + key + "=" + file.get() + " cannot be read: it must be the PEM file of " + what);
        }
        return file.get();
    }

    private static Path directory(Path directory, String key) throws StartRefusedException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StartRefusedException("ioreq.agent." + key + "=" + directory + " cannot be made (" + e
                    + "): choose a directory that this user may write");
        }
        if (!Files.isWritable(directory)) {
            throw new StartRefusedException("ioreq.agent." + key + "=" + directory
                    + " cannot be written: give it to this user, or choose another directory");
        }
        return directory;
    }

    private static Path handoverDirectory(Path directory) throws StartRefusedException {
        Path absolute = directory(directory, "handover-dir").toAbsolutePath();
        int longest = absolute.toString().getBytes(StandardCharsets.UTF_8).length
                + 1
                + UID_LENGTH
                + 1
                + HandoverBroker.SOCKET.length();
        if (longest > MAX_SOCKET_PATH) {
            throw new StartRefusedException(
                    "ioreq.agent.handover-dir=" + absolute + " is too long: sockets below it would have " + longest
                            + " bytes, a unix socket has at most " + MAX_SOCKET_PATH + "; choose a shorter path");
        }
        return absolute;
    }

    private static int ownUid() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new IllegalStateException("/proc/self tells no owner", e);
        }
    }
}
