package io.balsa.cli.console;

import java.util.Locale;

/// How a command prints what it found.
public enum Output {
    /// As little as possible, for people and pipes.
    SIMPLE,
    /// In columns, for people.
    TABLE,
    /// For programs.
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
