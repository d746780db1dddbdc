package io.balsa.cli.console;

import java.util.Locale;

/// How this process logs.
public final class Logging {
    private static final String LEVEL = "balsa.log.level";
    private static final String FORMAT = "balsa.log.format";
    private static final String FILE = "logback.configurationFile";

    private Logging() {}

    /// Logs from this level on, in this format. Has to come before the first logger.
    ///
    /// @param level one of trace, debug, info, warn and error
    /// @param format text for people, or json for one object on each line
    public static void apply(String level, String format) {
        System.setProperty(LEVEL, level);
        System.setProperty(FORMAT, format.toLowerCase(Locale.ROOT));
        if (System.getProperty(FILE) == null) {
            System.setProperty(FILE, "io/balsa/cli/logback.xml");
        }
    }
}
