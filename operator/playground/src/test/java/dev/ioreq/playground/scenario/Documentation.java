package dev.ioreq.playground.scenario;

import dev.ioreq.playground.launch.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of the documentation, and the commands in it.
 *
 * @param page its path in the project
 */
record Documentation(String page) {
    private static final String BEGIN = "```sh";
    private static final String END = "```";

    /**
     * A block of commands.
     *
     * @param heading of the section it is in
     * @param commands its lines
     */
    record Block(String heading, String commands) {}

    List<Block> blocks() throws IOException {
        var blocks = new ArrayList<Block>();
        String heading = "";
        StringBuilder open = null;
        for (String line : Files.readAllLines(path())) {
            if (open == null && line.startsWith("#")) {
                heading = line.replaceFirst("^#+ ", "");
            } else if (open == null && line.equals(BEGIN)) {
                open = new StringBuilder();
            } else if (open != null && line.equals(END)) {
                blocks.add(new Block(heading, open.toString()));
                open = null;
            } else if (open != null) {
                open.append(line).append('\n');
            }
        }
        return blocks;
    }

    /** The commands of a section, a block each. */
    List<String> commands(String heading) throws IOException {
        List<String> found = blocks().stream()
                .filter(block -> block.heading().equals(heading))
                .map(Block::commands)
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(page + " has no section '" + heading + "' with commands");
        }
        return found;
    }

    Path path() {
        return Artifacts.ofThisBuild().root().resolve(page);
    }
}
