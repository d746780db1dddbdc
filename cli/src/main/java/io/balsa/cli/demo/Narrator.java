package io.balsa.cli.demo;

import java.io.PrintWriter;

/// Prints whole lines, each with whom it is from.
final class Narrator {
    private static final int[] COLOURS = {36, 33, 35, 32, 34};
    private static final String BOLD = "\033[1m";
    private static final String PLAIN = "\033[0m";

    private final PrintWriter out;
    private final boolean isColoured;

    Narrator(PrintWriter out, boolean isColoured) {
        this.out = out;
        this.isColoured = isColoured;
    }

    /// What a member printed.
    synchronized void member(int id, String line) {
        var name = "member %d | ".formatted(id);
        out.println(
                isColoured
                        ? "\033[%dm%s%s%s"
                                .formatted(COLOURS[(id - 1) % COLOURS.length], name, PLAIN, line)
                        : name + line);
        out.flush();
    }

    /// What happened, in the demo's own words.
    synchronized void tell(String sentence) {
        out.println(isColoured ? "%s==> %s%s".formatted(BOLD, sentence, PLAIN) : "==> " + sentence);
        out.flush();
    }

    /// Some lines to read at leisure.
    synchronized void explain(String text) {
        out.println(text);
        out.flush();
    }
}
