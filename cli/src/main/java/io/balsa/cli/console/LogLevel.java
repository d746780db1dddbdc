package io.balsa.cli.console;

import java.util.Locale;

/// How much is logged.
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR;

    private static final String LEVEL = "balsa.log.level";
    private static final String FILE = "logback.configurationFile";

    /// Logs on from this level. Has to come before the first logger.
    public void apply() {
        System.setProperty(LEVEL, name());
        if (System.getProperty(FILE) == null) {
            System.setProperty(FILE, "io/balsa/cli/logback.xml");
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
