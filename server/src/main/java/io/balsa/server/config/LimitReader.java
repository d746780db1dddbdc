package io.balsa.server.config;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.balsa.kv.store.KvLimits;
import io.balsa.raft.node.NodeLimits;
import io.balsa.server.config.ServerConfig.Limits;
import io.balsa.server.config.Settings.Bounds;
import io.balsa.server.port.ClientPortLimits;
import io.balsa.server.port.ClientPortLimits.Patience;

/// Reads the section `limits`.
final class LimitReader {
    static final long BYTES_MAX = 1L << 40;
    private static final long MILLIS_MAX = 86_400_000;
    private static final int COUNT_MAX = 64 << 20;

    private final Settings settings;

    LimitReader(Settings settings) {
        this.settings = settings;
    }

    Limits limits() {
        var usual = KvLimits.DEFAULT;
        var request = count("request_bytes_max", usual.requestBytesMax());
        return new Limits(
                new KvLimits(
                        request,
                        count("key_bytes_max", request),
                        count("value_bytes_max", request),
                        count("txn_operations_max", usual.operationsMax())),
                port(),
                member());
    }

    private ClientPortLimits port() {
        var usual = ClientPortLimits.defaults();
        var patience = usual.patience();
        return new ClientPortLimits(
                count("connections_max", usual.connectionsMax()),
                count("calls_per_connection_max", usual.callsPerConnectionMax()),
                count("http_head_bytes_max", usual.httpHeadBytesMax()),
                usual.httpBodyBytesMax(),
                usual.grpcMessageBytesMax(),
                new Patience(
                        millis("handshake_timeout_ms", patience.handshakeNanosMax()),
                        millis("request_timeout_ms", patience.httpRequestNanosMax()),
                        millis("answer_timeout_ms", patience.answerNanosMax()),
                        patience.drainNanosMax()));
    }

    private long millis(String key, long otherwise) {
        return MILLISECONDS.toNanos(limit(key, NANOSECONDS.toMillis(otherwise), MILLIS_MAX));
    }

    private NodeLimits member() {
        var usual = NodeLimits.DEFAULT;
        return new NodeLimits(
                usual.commandBytesMax(),
                count("inbox_requests_max", usual.inboxRequestsMax()),
                bytes("inbox_request_bytes_max", usual.inboxRequestBytesMax()),
                count("inbox_messages_max", usual.inboxMessagesMax()),
                bytes("inbox_message_bytes_max", usual.inboxMessageBytesMax()),
                count("reads_max", usual.readsMax()),
                bytes("recent_bytes_max", usual.recentBytesMax()),
                bytes("unapplied_bytes_max", usual.unappliedBytesMax()),
                usual.requestNanosMax());
    }

    int count(String key, int otherwise) {
        return (int) limit(key, otherwise, COUNT_MAX);
    }

    long bytes(String key, long otherwise) {
        return limit(key, otherwise, BYTES_MAX);
    }

    private long limit(String key, long otherwise, long max) {
        var bounds = new Bounds(1, max, key + " must be greater than 0");
        return settings.number("limits." + key, otherwise, bounds);
    }
}
