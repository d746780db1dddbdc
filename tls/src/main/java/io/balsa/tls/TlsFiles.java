package io.balsa.tls;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Clock;

/// Which files say who this process is and whom it believes, all of them PEM.
///
/// @param own what it shows of itself; null for a client that shows nothing
/// @param authorities certificates of those whose signature makes others believable; null for the
///   usual ones of the JDK
public record TlsFiles(@Nullable Own own, @Nullable Path authorities) {
    /// A certificate and its key.
    ///
    /// @param certificate the certificate, and behind it those that lead to an authority
    /// @param key its private key, PKCS #8 and not encrypted
    public record Own(Path certificate, Path key) {}

    /// Can they be used now? Logs nothing, and begins no logging: a configuration is read before it
    /// is known what to log.
    ///
    /// @throws TlsException if not
    public void check() throws TlsException {
        Material.of(FileBytes.read(this), Clock.systemUTC().instant());
    }

    /// What one of the files is for.
    public enum Part {
        CERTIFICATE,
        KEY,
        AUTHORITIES
    }
}
