package io.balsa.client;

/// How connections are protected.
public sealed interface Security {
    /// In the clear: for loopback and networks that are trusted.
    record Plaintext() implements Security {}
}
