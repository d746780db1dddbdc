package io.balsa.server.port;

import java.util.concurrent.TimeUnit;

/// How much the client port takes in before it refuses.
///
/// @param connectionsMax open connections; one more is answered with 503, or `RESOURCE_EXHAUSTED`
///   if it is gRPC
/// @param callsPerConnectionMax gRPC calls under way on one connection; a client that respects that
///   waits with more, of another one they are refused
/// @param httpHeadBytesMax request line, and likewise all headers, of an HTTP request; more is
///   answered with 414 or 431
/// @param httpBodyBytesMax body of an HTTP request; more is answered with 413
/// @param grpcMessageBytesMax one gRPC message; more is answered with `RESOURCE_EXHAUSTED`
/// @param patience how long the port waits for clients
public record ClientPortLimits(
        int connectionsMax,
        int callsPerConnectionMax,
        int httpHeadBytesMax,
        int httpBodyBytesMax,
        int grpcMessageBytesMax,
        Patience patience) {

    /// How long the port waits for clients, in nanoseconds.
    ///
    /// @param handshakeNanosMax from the connection to its first bytes, and to the end of the
    ///   HTTP/2 handshake; then it is closed
    /// @param httpRequestNanosMax until the next HTTP request of a connection is complete; then a
    ///   started one is answered with 408, and the connection closed
    /// @param answerNanosMax for a client to take in an HTTP answer, or to answer whether its gRPC
    ///   connection is alive, which it is asked as often; then the connection is closed
    /// @param drainNanosMax for requests under way when the port is closed; then they are cut off
    public record Patience(
            long handshakeNanosMax,
            long httpRequestNanosMax,
            long answerNanosMax,
            long drainNanosMax) {}

    /// Bodies and messages up to 2 MiB, a little more than etcd's 1.5 MiB, so that what it accepts
    /// is accepted here.
    public static ClientPortLimits defaults() {
        return new ClientPortLimits(
                10_000,
                4_096,
                16 << 10,
                2 << 20,
                2 << 20,
                new Patience(
                        TimeUnit.SECONDS.toNanos(10),
                        TimeUnit.SECONDS.toNanos(60),
                        TimeUnit.SECONDS.toNanos(60),
                        TimeUnit.SECONDS.toNanos(5)));
    }

    public ClientPortLimits withConnectionsMax(int connections) {
        return with(connections, httpBodyBytesMax, grpcMessageBytesMax, patience);
    }

    public ClientPortLimits withHttpBodyBytesMax(int bytes) {
        return with(connectionsMax, bytes, grpcMessageBytesMax, patience);
    }

    public ClientPortLimits withGrpcMessageBytesMax(int bytes) {
        return with(connectionsMax, httpBodyBytesMax, bytes, patience);
    }

    public ClientPortLimits withPatience(Patience longer) {
        return with(connectionsMax, httpBodyBytesMax, grpcMessageBytesMax, longer);
    }

    private ClientPortLimits with(int connections, int body, int message, Patience waits) {
        return new ClientPortLimits(
                connections, callsPerConnectionMax, httpHeadBytesMax, body, message, waits);
    }
}
