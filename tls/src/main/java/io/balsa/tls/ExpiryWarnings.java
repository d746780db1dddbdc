package io.balsa.tls;

import io.balsa.tls.TlsFiles.Part;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Log lines that a certificate will expire, and that it has.
///
/// Each is warned of 30, 7 and 1 days ahead, once each time, and once when it is over; at the
/// start, of what is near already. A certificate that was made for a short time is not warned of
/// before two thirds of that time are over.
final class ExpiryWarnings {
    private static final List<Duration> AHEAD =
            List.of(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1));
    private static final int SHORTEST_PART = 3;
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWarnings.class);

    private final String name;
    private final Map<Dated, Integer> told = new HashMap<>();

    /// @param name what log lines call those who use the certificates
    ExpiryWarnings(String name) {
        this.name = name;
    }

    /// Says what has to be said of the certificates in use, and has not been said.
    void look(List<Dated> certificates, Instant now) {
        told.keySet().retainAll(certificates);
        for (var certificate : certificates) {
            var nearness = nearness(certificate, now);
            var before = told.put(certificate, nearness);
            if (nearness > (before == null ? 0 : before)) {
                LOG.warn("{}", words(certificate, now));
            }
        }
    }

    /// How many of the marks are behind us, the end itself among them.
    private static int nearness(Dated certificate, Instant now) {
        var left = Duration.between(now, certificate.last());
        if (left.isNegative()) {
            return AHEAD.size() + 1;
        }
        var part = certificate.period().dividedBy(SHORTEST_PART);
        return (int)
                AHEAD.stream()
                        .filter(mark -> left.compareTo(mark) <= 0 && left.compareTo(part) <= 0)
                        .count();
    }

    private String words(Dated certificate, Instant now) {
        var isOver = now.isAfter(certificate.last());
        var isAuthority = certificate.part() == Part.AUTHORITIES;
        var subject =
                isAuthority
                        ? "the authority %s in %s, trusted by %s,"
                        : "the certificate of %s in %s, shown by %s,";
        var when = isOver ? "expired at %s" : "expires at %s, in %s";
        var left = left(Duration.between(now, certificate.last()));
        return "%s %s: %s"
                .formatted(
                        subject.formatted(certificate.name(), certificate.file(), name),
                        when.formatted(certificate.last(), left),
                        remedy(isAuthority, isOver));
    }

    private static String remedy(boolean isAuthority, boolean isOver) {
        if (isAuthority) {
            return (isOver ? "others may refuse all that it has signed; " : "")
                    + "put a new one beside it, then replace the certificates that it has signed";
        }
        return isOver
                ? "others refuse it until there is a new one in its place"
                : "put a new one in its place";
    }

    private static String left(Duration left) {
        if (left.toDays() >= 2) {
            return left.toDays() + " days";
        }
        return left.toHours() >= 2 ? left.toHours() + " hours" : left.toMinutes() + " minutes";
    }
}
