package dev.ioreq.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Containerfile of ours says. It may say little: {@code FROM scratch}, and then {@code COPY directory/ /target/}, {@code ENV
 * key=value}, {@code LABEL key=value}, {@code USER uid:gid}, {@code WORKDIR path} and {@code ENTRYPOINT ["word", ...]}, one a line.
 *
 * @param layers a layer for each COPY, in their order
 */
record Containerfile(
        List<Layer> layers,
        Map<String, String> environment,
        Map<String, String> labels,
        String user,
        String directory,
        List<String> entrypoint) {

    /**
     * @param source a directory of the build context, without a slash at its end
     * @param target where its contents go: an absolute path
     */
    record Layer(String source, String target) {}

    private static final Pattern COPY = Pattern.compile("([a-z0-9-]+)/ (/|/[a-z0-9/]+/)");
    private static final Pattern PAIR = Pattern.compile("([A-Za-z0-9._]+)=(?:\"([^\"$\\\\]*)\"|([^\\s\"$\\\\]*))");
    private static final Pattern WORDS = Pattern.compile("\\[(\"[^\"\\\\]*\"(?:, \"[^\"\\\\]*\")*)]");

    /** @throws IllegalArgumentException naming the line that is not understood, or the instruction that is missing */
    static Containerfile read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        var reading = new Reading();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !reading.take(line)) {
                throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + line
                        + ": expected FROM scratch, COPY directory/ /target/, ENV or LABEL key=value, USER uid:gid, WORKDIR /path"
                        + " or ENTRYPOINT [\"word\", ...]");
            }
        }
        return reading.result(file);
    }

    private static final class Reading {
        private final List<Layer> layers = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final List<String> entrypoint = new ArrayList<>();
        private String from = "";
        private String user = "";
        private String directory = "";

        boolean take(String line) {
            String[] parts = line.split(" ", 2);
            String rest = parts.length == 2 ? parts[1].strip() : "";
            switch (parts[0]) {
                case "FROM" -> from = rest;
                case "USER" -> user = rest;
                case "WORKDIR" -> directory = rest;
                case "COPY" -> {
                    return copy(COPY.matcher(rest));
                }
                case "ENV" -> {
                    return pair(PAIR.matcher(rest), environment);
                }
                case "LABEL" -> {
                    return pair(PAIR.matcher(rest), labels);
                }
                case "ENTRYPOINT" -> {
                    return words(WORDS.matcher(rest));
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean copy(Matcher copy) {
            return copy.matches() && layers.add(new Layer(copy.group(1), copy.group(2)));
        }

        private static boolean pair(Matcher pair, Map<String, String> pairs) {
            return pair.matches()
                    && pairs.putIfAbsent(pair.group(1), pair.group(2) != null ? pair.group(2) : pair.group(3)) == null;
        }

        private boolean words(Matcher words) {
            if (!words.matches()) {
                return false;
            }
            for (String word : words.group(1).split(", ")) {
                entrypoint.add(word.substring(1, word.length() - 1));
            }
            return true;
        }

        Containerfile result(Path file) {
            require(file, "FROM scratch", from.equals("scratch"));
            require(file, "COPY", !layers.isEmpty());
            require(file, "USER uid:gid, in numbers", user.matches("\\d+:\\d+"));
            require(file, "WORKDIR, absolute", directory.startsWith("/"));
            require(file, "ENTRYPOINT", !entrypoint.isEmpty());
            return new Containerfile(
                    List.copyOf(layers), environment, labels, user, directory, List.copyOf(entrypoint));
        }

        private static void require(Path file, String what, boolean there) {
            if (!there) {
                throw new IllegalArgumentException(file + ": expected " + what);
            }
        }
    }
}
