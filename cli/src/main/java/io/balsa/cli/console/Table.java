package io.balsa.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Text in columns, each as wide as its widest cell.
public final class Table {
    private static final String GAP = "  ";

    private final int[] widths;
    private final List<String[]> rows = new ArrayList<>();

    public Table(String... headings) {
        widths = new int[headings.length];
        row(upperCase(headings));
    }

    /// Adds a row at the end.
    ///
    /// @throws IllegalArgumentException if there are not as many cells as headings
    public void row(String... cells) {
        if (cells.length != widths.length) {
            throw new IllegalArgumentException(
                    "%d cells for %d columns".formatted(cells.length, widths.length));
        }
        for (var i = 0; i < cells.length; i++) {
            widths[i] = Math.max(widths[i], cells[i].codePointCount(0, cells[i].length()));
        }
        rows.add(cells);
    }

    /// All rows, each with an end of line and no blanks before it.
    public String text() {
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (var i = 0; i < row.length; i++) {
                line.append(row[i]);
                line.repeat(' ', widths[i] - row[i].codePointCount(0, row[i].length()));
                line.append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String[] upperCase(String[] headings) {
        var upper = new String[headings.length];
        for (var i = 0; i < headings.length; i++) {
            upper[i] = headings[i].toUpperCase(Locale.ROOT);
        }
        return upper;
    }
}
