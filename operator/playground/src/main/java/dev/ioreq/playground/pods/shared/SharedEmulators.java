package dev.ioreq.playground.pods.shared;

import dev.ioreq.playground.launch.JavaCommand;
import dev.ioreq.playground.pods.ContainerImages;
import dev.ioreq.playground.pods.ContainerLaunch;
import dev.ioreq.playground.pods.RunningContainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** The image whose containers are emulators in one shared process; the process starts with the first of them. */
public final class SharedEmulators implements ContainerImages.Runtime, AutoCloseable {
    private static final int HEAP_MEBIBYTES = 96;
    private static final String SOCKET = "IOREQ_HANDOVER_SOCKET";

    private final Path temporary;
    private final Path log;
    private final AtomicLong ids = new AtomicLong();
    private SharedProcess process;

    /**
     * @param temporary where the process may unpack native libraries
     * @param log where the process itself complains
     */
    public SharedEmulators(Path temporary, Path log) {
        this.temporary = temporary;
        this.log = log;
    }

    @Override
    public synchronized RunningContainer start(ContainerLaunch launch) throws IOException {
        if (process == null || !process.isAlive()) {
            var command = JavaCommand.lean(HEAP_MEBIBYTES, temporary)
                    .main(System.getProperty("java.class.path"), SharedEmulatorsMain.class.getName());
            process = SharedProcess.start(command, log);
        }
        return process.run(new Order.Start(
                "e" + ids.incrementAndGet(),
                launch.log().toString(),
                launch.environment().getOrDefault(SOCKET, ""),
                launch.arguments()));
    }

    @Override
    public synchronized void close() throws InterruptedException {
        if (process != null) {
            process.close();
        }
    }
}
