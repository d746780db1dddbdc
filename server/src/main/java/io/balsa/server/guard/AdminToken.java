package io.balsa.server.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The secret of those who look after the group, from a file that may be replaced while the member
/// runs.
///
/// The file is looked at again and again. What has changed, and stays the same for one more look,
/// counts in place of what was there before. A file that cannot be used is told in one line of the
/// log, and what was there before stays in use: a file that is gone opens nothing.
public final class AdminToken implements AutoCloseable {
    /// How often the file is looked at: two looks later at most, a change counts.
    public static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(AdminToken.class);

    /// A shorter one can be guessed.
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{16,1024}");

    private static final long FILE_BYTES_MAX = 4_096;

    /// Says what is wrong with the file, and what to do.
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private final Path file;
    private final ScheduledExecutorService watch;
    private volatile String text;
    private @Nullable String seen;
    private @Nullable String complaint;

    private AdminToken(Path file, String text) {
        this.file = file;
        this.text = text;
        // Its thread begins with its first task.
        this.watch =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("admin-token").factory());
    }

    /// Reads `file`, and from now on looks at it every [#PAUSE].
    ///
    /// @throws UnusableException if it holds no token
    public static AdminToken open(Path file) throws UnusableException {
        return open(file, PAUSE);
    }

    /// The same with another pause between two looks.
    static AdminToken open(Path file, Duration pause) throws UnusableException {
        var token = unwatched(file);
        var _ =
                token.watch.scheduleWithFixedDelay(
                        token::look, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
        return token;
    }

    /// The same, looked at by nobody but the caller of [#look].
    static AdminToken unwatched(Path file) throws UnusableException {
        return new AdminToken(file, read(file));
    }

    /// Does `file` hold a token? Logs nothing, and begins no logging.
    ///
    /// @throws UnusableException if not
    public static void check(Path file) throws UnusableException {
        read(file);
    }

    /// What counts now.
    String text() {
        return text;
    }

    /// Looks at the file once.
    synchronized void look() {
        try {
            var found = read(file);
            complaint = null;
            if (found.equals(seen) && !found.equals(text)) {
                text = found;
                LOG.info("the new admin token in {} counts, the old one does not any more", file);
            }
            seen = found;
        } catch (UnusableException unusable) {
            var why = "" + unusable.getMessage();
            if (why.equals(seen) && !why.equals(complaint)) {
                complaint = why;
                LOG.warn("the admin token cannot be read again, the old one stays: {}", why);
            }
            seen = why;
        }
    }

    private static String read(Path file) throws UnusableException {
        String content;
        try {
            content = Files.size(file) > FILE_BYTES_MAX ? "" : Files.readString(file, UTF_8);
        } catch (NoSuchFileException missing) {
            throw new UnusableException(
                    "%s does not exist: make it, or name another".formatted(file), missing);
        } catch (CharacterCodingException _) {
            content = "";
        } catch (IOException unreadable) {
            throw new UnusableException(
                    "%s cannot be read (%s): name a file that can".formatted(file, unreadable),
                    unreadable);
        }
        var token = content.strip();
        if (!USABLE.matcher(token).matches()) {
            throw new UnusableException(
                    ("%s holds no token: write 16 to 1024 visible characters into it, as"
                                    + " openssl rand -hex 32 makes them")
                            .formatted(file),
                    null);
        }
        return token;
    }

    /// Looks at the file no more. What was read stays usable.
    @Override
    public void close() {
        watch.shutdownNow();
    }

    /// The token is a secret.
    @Override
    public String toString() {
        return "admin token of " + file;
    }
}
