package io.balsa.server;

import static java.util.stream.Collectors.joining;

import io.balsa.server.config.Address;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What to tell an operator whose member does not start.
final class StartFailures {
    /// What Netty's native transport puts before the words of the system.
    private static final Pattern NATIVE_PREFIX =
            Pattern.compile("^\\S+ failed with error\\(-?\\d+\\): ");

    private StartFailures() {}

    static StartException port(String whom, Address address, String key, IOException failure) {
        return new StartException(
                ("cannot listen for %s at %s: %s; stop what uses the port, or choose another"
                                + " address with %s")
                        .formatted(whom, address, deepest(failure), key),
                failure);
    }

    static StartException data(Path folder, IOException failure) {
        if (failure instanceof FileSystemException broken) {
            var why =
                    broken instanceof AccessDeniedException ? "permission denied" : reason(broken);
            return new StartException(
                    ("cannot use the data directory %s: %s (%s); make it writable, or choose"
                                    + " another with node.data_dir")
                            .formatted(folder, why, broken.getFile()),
                    failure);
        }
        return new StartException(String.valueOf(failure.getMessage()), failure);
    }

    /// Several at once, a line each.
    static StartException all(List<StartException> problems) {
        var lines = problems.stream().map(StartException::getMessage).collect(joining("\n"));
        return new StartException(lines, problems.getFirst());
    }

    private static String reason(FileSystemException failure) {
        var reason = failure.getReason();
        return reason != null ? reason : failure.getClass().getSimpleName();
    }

    private static String deepest(Throwable failure) {
        var deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        var words = String.valueOf(deepest.getMessage());
        return NATIVE_PREFIX.matcher(words).replaceFirst("");
    }
}
