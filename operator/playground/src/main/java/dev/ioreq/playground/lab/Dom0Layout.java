package dev.ioreq.playground.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a node of the lab keeps its things in dom0.
 *
 * @param directory of this run alone; a path short enough for sockets
 */
record Dom0Layout(Path directory) {
    private static final Path HOME = Path.of("/run/lab/stage");

    /** A directory without anything of an earlier run in it. What was mounted there goes first. */
    static Dom0Layout make(Lab lab) throws IOException, InterruptedException {
        var layout = new Dom0Layout(HOME);
        layout.remove(lab);
        // Pods are nobody's: they pass through to what is theirs.
        lab.run("umask 022 && chmod 755 /run/lab && mkdir -p "
                + String.join(
                        " ",
                        List.of(
                                layout.handovers().toString(),
                                layout.journal().toString(),
                                layout.pods().toString(),
                                layout.links().toString(),
                                layout.guests().toString(),
                                layout.tls().toString())));
        return layout;
    }

    void remove(Lab lab) throws IOException, InterruptedException {
        lab.run("awk '$2 ~ \"^%s/\" { print $2 }' /proc/mounts | xargs -r umount && rm -rf %s"
                .formatted(directory, directory));
    }

    Path handovers() {
        return directory.resolve("h");
    }

    Path journal() {
        return directory.resolve("j");
    }

    /** What a kubelet's directory of pods would be. */
    Path pods() {
        return directory.resolve("pods");
    }

    /** Short ways to the volumes of pods. */
    Path links() {
        return directory.resolve("v");
    }

    /** Configurations and programs of guests. */
    Path guests() {
        return directory.resolve("guests");
    }

    Path tls() {
        return directory.resolve("tls");
    }

    Path csiSocket() {
        return directory.resolve("csi.sock");
    }
}
