package io.balsa.scenarios.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/// A short command of the system.
final class Command {
    private Command() {}

    /// Runs a command to its end, and returns what it printed.
    ///
    /// @throws IOException when it fails, with what it said
    static String run(List<String> words) throws IOException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        var exitCode = process.onExit().join().exitValue();
        if (exitCode != 0) {
            throw new IOException(
                    "%s ended with %d: %s".formatted(String.join(" ", words), exitCode, output));
        }
        return output;
    }

    /// Runs a command without spaces in its words.
    static String run(String words) throws IOException {
        return run(List.of(words.split(" ", -1)));
    }
}
