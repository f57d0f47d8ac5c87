package dev.ioreq.hypervisor.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lays reports of answers side by side. Arguments: {@code TABLE REPORT...}; a report is named {@code <stage>-<version>.txt}. The table has a
 * line a question and a column a report. Reports of one version must be equal; where versions differ is listed. The last line is
 * {@code N questions, N differences}; exit status 0 only without differences.
 */
public final class AnswerTableMain {

    private AnswerTableMain() {}

    public static void main(String... arguments) throws IOException {
        Map<String, Map<String, Set<String>>> columns = new LinkedHashMap<>();
        for (String report : List.of(arguments).subList(1, arguments.length)) {
            columns.put(name(Path.of(report)), read(Path.of(report)));
        }
        Set<String> questions = new LinkedHashSet<>();
        columns.values().forEach(column -> questions.addAll(column.keySet()));

        List<String> different = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        try (PrintStream table = new PrintStream(Files.newOutputStream(Path.of(arguments[0])), false, "UTF-8")) {
            table.println("question\t" + String.join("\t", columns.keySet()));
            for (String question : new TreeSet<>(questions)) {
                Map<String, String> row = row(columns, question);
                String line = question + "\t" + String.join("\t", row.values());
                table.println(line);
                if (!equalWithinVersions(row)) {
                    different.add(line);
                } else if (row.values().stream()
                                .filter(answer -> !answer.equals(Answers.NOT_ASKED))
                                .distinct()
                                .count()
                        > 1) {
                    versions.add(line);
                }
            }
        }
        System.out.println("columns: " + String.join(", ", columns.keySet()));
        versions.forEach(line -> System.out.println("version: " + line));
        different.forEach(line -> System.out.println("DIFFERENT: " + line));
        System.out.println(questions.size() + " questions, " + different.size() + " differences");
        System.exit(different.isEmpty() ? 0 : 1);
    }

    private static String name(Path report) {
        return report.getFileName().toString().replaceAll("\\.txt$", "");
    }

    /** Question (with its test) to answers, which may be several where it was asked at different times. */
    private static Map<String, Set<String>> read(Path report) throws IOException {
        Map<String, Set<String>> answers = new LinkedHashMap<>();
        for (String line : Files.readAllLines(report)) {
            int end = line.lastIndexOf('\t');
            answers.computeIfAbsent(line.substring(0, end).replace("\t", ": "), question -> new LinkedHashSet<>())
                    .add(line.substring(end + 1));
        }
        return answers;
    }

    private static Map<String, String> row(Map<String, Map<String, Set<String>>> columns, String question) {
        Map<String, String> row = new LinkedHashMap<>();
        String abandoned = question.substring(0, question.indexOf(": ")) + ": " + Answers.NOT_ASKED;
        columns.forEach((name, answers) -> {
            if (question.equals(abandoned) || answers.containsKey(abandoned)) {
                row.put(name, Answers.NOT_ASKED);
            } else {
                row.put(name, String.join(", then ", answers.getOrDefault(question, Set.of("-"))));
            }
        });
        return row;
    }

    private static boolean equalWithinVersions(Map<String, String> row) {
        Map<String, String> byVersion = new LinkedHashMap<>();
        for (Map.Entry<String, String> cell : row.entrySet()) {
            if (cell.getValue().equals(Answers.NOT_ASKED)) {
                continue;
            }
            String version = cell.getKey().substring(cell.getKey().lastIndexOf('-') + 1);
            String before = byVersion.putIfAbsent(version, cell.getValue());
            if (before != null && !before.equals(cell.getValue())) {
                return false;
            }
        }
        return true;
    }
}
