package dev.ioreq.playground.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns of text under headings, as kubectl prints them: each as wide as its widest cell, three blanks apart.
 *
 * @param headings one a column
 * @param rows each with a cell a column
 */
record TextTable(List<String> headings, List<List<String>> rows) {
    private static final String GAP = "   ";

    List<String> lines() {
        int[] widths = new int[headings.size()];
        measure(widths, headings);
        rows.forEach(row -> measure(widths, row));
        var lines = new ArrayList<String>();
        lines.add(line(widths, headings));
        rows.forEach(row -> lines.add(line(widths, row)));
        return lines;
    }

    private static void measure(int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
        }
    }

    private static String line(int[] widths, List<String> cells) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i))
                    .append(" ".repeat(widths[i] - cells.get(i).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
