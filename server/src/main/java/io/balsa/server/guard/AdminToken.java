package io.balsa.server.guard;

import io.balsa.server.guard.TokenFile.UnusableException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

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

    private final TokenFile file;
    private final ScheduledExecutorService watch;
    private volatile String text;
    private @Nullable String seen;
    private @Nullable String complaint;

    private AdminToken(TokenFile file, String text) {
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
    public static AdminToken open(TokenFile file) throws UnusableException {
        return open(file, PAUSE);
    }

    /// The same with another pause between two looks.
    static AdminToken open(TokenFile file, Duration pause) throws UnusableException {
        var token = unwatched(file);
        var _ =
                token.watch.scheduleWithFixedDelay(
                        token::look, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
        return token;
    }

    /// The same, looked at by nobody but the caller of [#look].
    static AdminToken unwatched(TokenFile file) throws UnusableException {
        return new AdminToken(file, file.read());
    }

    /// What counts now.
    String text() {
        return text;
    }

    /// Looks at the file once.
    synchronized void look() {
        try {
            var found = file.read();
            complaint = null;
            if (found.equals(seen) && !found.equals(text)) {
                text = found;
                LOG.info(
                        "the new admin token in {} counts, the old one does not any more",
                        file.path());
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

    /// Looks at the file no more. What was read stays usable.
    @Override
    public void close() {
        watch.shutdownNow();
    }

    /// The token is a secret.
    @Override
    public String toString() {
        return "admin token of " + file.path();
    }
}
