package dev.ioreq.images;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image of ours.
 *
 * @param name without "ioreq-"; so are its Containerfile and its program's layer called
 * @param version the tag
 * @param libraries of Debian: sonames by package, by layer
 */
record Image(
        String name,
        String version,
        Program program,
        RuntimeModules runtime,
        Map<String, Map<String, List<String>>> libraries) {

    /** What a Java runtime needs, and what users and names are looked up with. */
    private static final Map<String, List<String>> SYSTEM = Map.of(
            "libgcc-s1", List.of("libgcc_s.so.1"),
            "libstdc++6", List.of("libstdc++.so.6"),
            "zlib1g", List.of("libz.so.1"));

    /** Xen's libraries with a stable interface, which the agent opens by these names, and what they need. */
    private static final Map<String, List<String>> XEN = Map.of(
            "libxencall1", List.of("libxencall.so.1"),
            "libxendevicemodel1", List.of("libxendevicemodel.so.1"),
            "libxenevtchn1", List.of("libxenevtchn.so.1"),
            "libxenforeignmemory1", List.of("libxenforeignmemory.so.1"),
            "libxenstore4", List.of("libxenstore.so.4"),
            "libxentoolcore1", List.of("libxentoolcore.so.1"),
            "libxentoollog1", List.of("libxentoollog.so.1"));

    /**
     * All of them.
     *
     * @param root the project's root directory, with everything built
     * @param projectVersion Maven's
     * @param jnaVersion of JNA, which the emulator's jar does not tell
     */
    static List<Image> all(Path root, String projectVersion, String jnaVersion, Architecture architecture) {
        String version = projectVersion.replace("-SNAPSHOT", "");
        var agent = new QuarkusProgram(
                root.resolve("native-agent/agent/target/quarkus-app"),
                Map.of(
                        "net\\.java\\.dev\\.jna\\.jna-[0-9.]+\\.jar",
                        architecture.jnaEntry(),
                        "io\\.netty\\.netty-transport-native-epoll-.*-" + architecture.nettyClassifier() + "\\.jar",
                        architecture.nettyEntry()));
        var operator = new QuarkusProgram(root.resolve("operator/app/target/quarkus-app"), Map.of());
        var emulator = new EmulatorProgram(
                root.resolve("native-agent/emulator/target"), projectVersion, jnaVersion, architecture.jnaEntry());
        Map<String, List<String>> system = system(architecture);
        return List.of(
                new Image("agent", version, agent, RuntimeModules.SERVICES, Map.of("system", system, "xen", XEN)),
                new Image("emulator", version, emulator, RuntimeModules.EMULATOR, Map.of("system", system)),
                new Image("operator", version, operator, RuntimeModules.SERVICES, Map.of("system", system)));
    }

    private static Map<String, List<String>> system(Architecture architecture) {
        var system = new LinkedHashMap<>(SYSTEM);
        system.put(
                "libc6",
                List.of(
                        architecture.loader(),
                        "libc.so.6",
                        "libm.so.6",
                        "libdl.so.2",
                        "libpthread.so.0",
                        "librt.so.1"));
        return system;
    }

    /** As manifests call it; the kubelet looks for it in docker.io/library. */
    String reference() {
        return "ioreq-" + name + ":" + version;
    }

    /** Its archive's file name, without an ending. */
    String fileName() {
        return "ioreq-" + name + "-" + version;
    }
}
