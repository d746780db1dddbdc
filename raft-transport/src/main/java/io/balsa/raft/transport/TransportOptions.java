package io.balsa.raft.transport;

import io.balsa.tls.Credentials;

import org.jspecify.annotations.Nullable;

/// How a transport goes about its work.
///
/// @param limits how much it takes in
/// @param timing how long it waits
/// @param credentials with which members prove to each other who they are: both sides of every
///   connection must show a certificate that the authorities of the other one have signed, and that
///   of the member that is dialled must be for the host that was dialled. Null for connections in
///   the clear, on which anybody can pretend to be a member. The caller closes them, after the
///   transport
public record TransportOptions(
        TransportLimits limits, TransportTiming timing, @Nullable Credentials credentials) {
    /// The defaults, in the clear.
    public static final TransportOptions DEFAULT =
            new TransportOptions(TransportLimits.DEFAULT, TransportTiming.DEFAULT, null);

    /// The same between members that prove to each other who they are.
    public TransportOptions with(Credentials credentials) {
        return new TransportOptions(limits, timing, credentials);
    }
}
