package dev.ioreq.agent.lab;

import io.grpc.StatusRuntimeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * An operator for scripts: reads a command a line and answers each with one line. Arguments: {@code HOST:PORT NODE CERTIFICATES}, the last
 * a directory with {@code ca.crt}, {@code operator.crt} and {@code operator.key}.
 *
 * <pre>
 *   node SECONDS                            the node, as soon as its agent answers
 *   apply KEY WORD...                       see {@link DeclarationWords}
 *   release KEY
 *   await KEY SECONDS FIELD=VALUE...        the server's state, as soon as each of these fields has that value
 *   gone KEY SECONDS                        as soon as the agent holds nothing under that key
 * </pre>
 *
 * An answer begins with {@code timeout} if the time was over, with {@code refused} if the agent refused; else it is the fact.
 */
public final class NodeClientMain {

    private NodeClientMain() {}

    public static void main(String... arguments) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (NodeClient client = NodeClient.connect(arguments[0], arguments[1], Path.of(arguments[2]))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                // Whatever a message has in it: who reads waits for one line.
                System.out.println(answer(client, Arrays.asList(line.strip().split("\\s+")))
                        .replaceAll("\\R\\s*", " | "));
                System.out.flush();
            }
        }
    }

    private static String answer(NodeClient client, List<String> words) {
        try {
            return switch (words.get(0)) {
                case "node" -> client.node(seconds(words.get(1)));
                case "apply" -> client.apply(DeclarationWords.parse(words.get(1), words.subList(2, words.size())));
                case "release" -> client.release(words.get(1));
                case "await" -> client.await(words.get(1), seconds(words.get(2)), words.subList(3, words.size()));
                case "gone" -> client.awaitGone(words.get(1), seconds(words.get(2)));
                default -> "refused unknown command " + words;
            };
        } catch (StatusRuntimeException e) {
            return "refused " + e.getStatus().getCode() + " " + e.getStatus().getDescription();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return "refused " + words + ": " + e.getMessage();
        }
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
