package io.balsa.cli.console;

import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/// How this process logs.
public final class Logging {
    private static final String LEVEL = "balsa.log.level";
    private static final String FORMAT = "balsa.log.format";
    private static final String FILE = "logback.configurationFile";

    /// Says of a wrong host name, with a stack trace, what the caller says in a line. Kept here,
    /// because a logger that nobody holds is made anew, with its level forgotten.
    private static final Logger CHANNELS = Logger.getLogger("io.grpc.internal.ManagedChannelImpl");

    private Logging() {}

    /// Logs from this level on, in this format. Has to come before the first logger.
    ///
    /// @param level one of trace, debug, info, warn and error
    /// @param format text for people, or json for one object on each line
    public static void apply(String level, String format) {
        CHANNELS.setLevel(Level.SEVERE);
        System.setProperty(LEVEL, level);
        System.setProperty(FORMAT, format.toLowerCase(Locale.ROOT));
        if (System.getProperty(FILE) == null) {
            System.setProperty(FILE, "io/balsa/cli/logback.xml");
        }
    }
}
