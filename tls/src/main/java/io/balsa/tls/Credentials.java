package io.balsa.tls;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

/// Who this process is and whom it believes, from files that may be replaced while it runs.
///
/// The files are looked at again and again. What has changed, and stays the same for one more look,
/// is used for new connections; connections that are open stay as they are. Files that cannot be
/// used are told in one line of the log, and what was there before stays in use.
///
/// With each change comes a new [SSLContext], which knows nothing of earlier sessions: nobody
/// resumes one that a certificate began which is not believed any more.
public final class Credentials implements AutoCloseable {
    /// How often the files are looked at: two looks later at most, a change counts.
    public static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    private final String name;
    private final TlsFiles files;
    private final Clock clock;
    private final ScheduledExecutorService watch;
    private final ExpiryWarnings warnings;
    private volatile Material material;
    private FileBytes judged;
    private @Nullable FileBytes seen;
    private @Nullable String unreadable;

    private Credentials(String name, TlsFiles files, Clock clock) throws TlsException {
        this.name = name;
        this.files = files;
        this.clock = clock;
        this.judged = FileBytes.read(files);
        this.material = Material.of(judged, clock.instant());
        this.warnings = new ExpiryWarnings(name);
        // Its thread begins with its first task.
        this.watch =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("tls-files").factory());
    }

    /// Reads `files`, and from now on looks at them every [#PAUSE]. Warns in the log when a
    /// certificate in them is about to expire, and when it has.
    ///
    /// @param name what log lines call them, such as "the client port"
    /// @throws TlsException if they cannot be used
    public static Credentials open(String name, TlsFiles files) throws TlsException {
        return open(name, files, PAUSE);
    }

    /// The same with another pause between two looks.
    ///
    /// @throws TlsException if they cannot be used
    public static Credentials open(String name, TlsFiles files, Duration pause)
            throws TlsException {
        var credentials = new Credentials(name, files, Clock.systemUTC());
        var _ =
                credentials.watch.scheduleWithFixedDelay(
                        credentials::look, 0, pause.toNanos(), TimeUnit.NANOSECONDS);
        return credentials;
    }

    /// Reads `files`, and never again: for a process that ends soon. Need not be closed.
    ///
    /// @throws TlsException if they cannot be used
    public static Credentials once(TlsFiles files) throws TlsException {
        return new Credentials("this process", files, Clock.systemUTC());
    }

    /// The same, looked at by nobody but the caller of [#look].
    static Credentials unwatched(String name, TlsFiles files, Clock clock) throws TlsException {
        return new Credentials(name, files, clock);
    }

    /// What new connections are to use.
    public SSLContext context() {
        return material.context();
    }

    /// When the certificate that is shown expires, or the first of those that lead to its
    /// authority; empty when none is shown.
    public Optional<Instant> expiry() {
        return Dated.expiry(material.shown());
    }

    /// When the first of the authorities expires that are believed; empty when they are the usual
    /// ones of the JDK.
    public Optional<Instant> authorityExpiry() {
        return Dated.expiry(material.believed());
    }

    /// Looks at the files and at the clock once.
    synchronized void look() {
        lookAtFiles();
        var now = clock.instant();
        var used = material;
        warnings.look(Stream.of(used.shown(), used.believed()).flatMap(List::stream).toList(), now);
    }

    private void lookAtFiles() {
        FileBytes found;
        try {
            found = FileBytes.read(files);
        } catch (TlsException gone) {
            seen = null;
            var why = String.valueOf(gone.getMessage());
            if (!why.equals(unreadable)) {
                unreadable = why;
                keep(why);
            }
            return;
        }
        unreadable = null;
        if (found.equals(seen) && !found.equals(judged)) {
            judge(found);
        }
        seen = found;
    }

    private void judge(FileBytes found) {
        judged = found;
        try {
            var material = Material.of(found, clock.instant());
            this.material = material;
            LOG.info(
                    "new TLS files for {} are in use{}",
                    name,
                    expiry().map(expiry -> ", the certificate expires at " + expiry).orElse(""));
        } catch (TlsException broken) {
            keep(String.valueOf(broken.getMessage()));
        }
    }

    private void keep(String why) {
        LOG.warn("new TLS files for {} cannot be used, the old ones stay: {}", name, why);
    }

    /// Looks at the files no more. What was read stays usable.
    @Override
    public void close() {
        watch.shutdownNow();
    }

    @Override
    public String toString() {
        return "credentials of " + name;
    }
}
