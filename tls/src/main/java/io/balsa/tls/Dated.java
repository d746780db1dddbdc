package io.balsa.tls;

import io.balsa.tls.TlsFiles.Part;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A certificate in use, and how long it counts.
///
/// @param part is it shown, or that of an authority that is believed?
/// @param name of its owner
/// @param period from its first moment to its last
record Dated(Part part, Path file, String name, Duration period, Instant last) {
    static List<Dated> of(FileBytes files, Part part, List<X509Certificate> certificates) {
        return certificates.stream()
                .map(certificate -> of(part, files.file(part), certificate))
                .toList();
    }

    private static Dated of(Part part, Path file, X509Certificate certificate) {
        var first = certificate.getNotBefore().toInstant();
        var last = certificate.getNotAfter().toInstant();
        var name = certificate.getSubjectX500Principal().getName();
        return new Dated(part, file, name, Duration.between(first, last), last);
    }

    /// When the first of them expires; empty when there is none.
    static Optional<Instant> expiry(List<Dated> certificates) {
        return certificates.stream().map(Dated::last).min(Instant::compareTo);
    }
}
