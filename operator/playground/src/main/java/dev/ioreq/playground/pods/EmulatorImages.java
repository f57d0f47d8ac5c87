package dev.ioreq.playground.pods;

import dev.ioreq.playground.launch.Artifacts;
import dev.ioreq.playground.launch.JavaCommand;
import dev.ioreq.playground.pods.shared.SharedEmulators;
import java.nio.file.Path;
import java.util.Map;

/** The images the playground's nodes have: the reference emulator, and many of it in one process. */
public final class EmulatorImages implements AutoCloseable {
    /** The reference emulator, a process each. */
    public static final String EMULATOR = "ioreq-emulator:0.1.0";

    /** The same devices, all in one process: for hundreds of servers. */
    public static final String MANY = "ioreq-emulator-many:0.1.0";

    /** The same devices, a process each, in whatever starts soonest on the node: for stories in which the emulator is not the point. */
    public static final String LIGHT = "ioreq-emulator-light:0.1.0";

    private static final int HEAP_MEBIBYTES = 16;

    private final ContainerImages images;
    private final SharedEmulators many;

    private EmulatorImages(ContainerImages images, SharedEmulators many) {
        this.images = images;
        this.many = many;
    }

    /**
     * @param artifacts the built emulator and its JVM's options
     * @param temporary where programs may unpack native libraries
     * @param logs where the shared process complains
     */
    public static EmulatorImages of(Artifacts artifacts, Path temporary, Path logs) {
        JavaCommand command = JavaCommand.lean(HEAP_MEBIBYTES, temporary)
                .options(artifacts.emulatorOptions())
                .program(artifacts.words(artifacts.emulator()));
        var many = new SharedEmulators(temporary, logs.resolve("shared-emulators.log"));
        ContainerImages.Runtime own = launch -> ChildContainer.start(command, launch);
        return new EmulatorImages(new ContainerImages(Map.of(EMULATOR, own, LIGHT, own, MANY, many)), many);
    }

    public ContainerImages images() {
        return images;
    }

    @Override
    public void close() throws InterruptedException {
        many.close();
    }
}
