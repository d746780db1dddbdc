package io.balsa.client;

import io.balsa.tls.Credentials;

/// How connections are protected.
public sealed interface Security {
    /// In the clear: for loopback and networks that are trusted.
    record Plaintext() implements Security {}

    /// TLS: members must show a certificate that is for the host of their endpoint, and that the
    /// authorities of `credentials` have signed. They are shown the certificate of `credentials`,
    /// if there is one.
    ///
    /// @param credentials stay open for as long as the client, and are the caller's to close
    record Tls(Credentials credentials) implements Security {}
}
