package dev.ioreq.playground.lab;

import dev.ioreq.playground.pods.ContainerImages;
import dev.ioreq.playground.pods.ContainerLaunch;
import dev.ioreq.playground.pods.EmulatorImages;
import java.util.List;
import java.util.Map;

/** What dom0's pods can run: the Java emulator, and where that is not the point the lab's own in C, which starts at once. */
final class Dom0Images {
    /** The reference devices by the names that the emulator in C has for them. */
    private static final Map<String, String> IN_C = Map.of("uart16550", "uart", "mmio-registers", "registers");

    private Dom0Images() {}

    static ContainerImages of(Lab lab) {
        List<String> java = List.of(
                "java",
                "@" + Lab.PAYLOAD.resolve("emulator/ioreq-emulator.jvmargs"),
                "-jar",
                Lab.PAYLOAD.resolve("emulator/ioreq-emulator.jar").toString());
        List<String> c = List.of(Lab.PAYLOAD.resolve("lab/emulator").toString());
        ContainerImages.Runtime light = launch -> RemoteContainer.start(lab, c, inC(launch));
        return new ContainerImages(Map.of(
                EmulatorImages.EMULATOR,
                launch -> RemoteContainer.start(lab, java, launch),
                EmulatorImages.LIGHT,
                light,
                EmulatorImages.MANY,
                light));
    }

    private static ContainerLaunch inC(ContainerLaunch launch) {
        List<String> arguments = launch.arguments().stream()
                .map(argument -> {
                    String[] device = argument.split("=", 2);
                    return device.length == 2 ? device[0] + "=" + IN_C.getOrDefault(device[1], device[1]) : argument;
                })
                .toList();
        return new ContainerLaunch(launch.name(), launch.image(), arguments, launch.environment(), launch.log());
    }
}
