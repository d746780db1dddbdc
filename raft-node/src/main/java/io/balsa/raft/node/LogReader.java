package io.balsa.raft.node;

import io.balsa.raft.core.Effect.Send;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.Message;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// The read lane: fetches entries that are no longer in memory for followers that lag behind, so
/// that the event loop never waits for the disk.
final class LogReader {
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final LogStore store;
    private final Transport.Link link;
    private final Consumer<Throwable> onFailure;
    private boolean hasFailed;

    /// An [Message.AppendEntries] to send once its entries are read.
    ///
    /// @param end the last of its entries, as far as they are in memory: the disk may not have them
    ///   yet
    record Request(Send send, List<Entry> end) {}

    LogReader(LogStore store, Transport.Link link, Consumer<Throwable> onFailure) {
        this.store = store;
        this.link = link;
        this.onFailure = onFailure;
    }

    void add(Request request) {
        requests.add(request);
    }

    /// One run of the lane.
    void run() {
        var request = requests.poll();
        while (request != null && !hasFailed) {
            try {
                fetchAndSend(request);
            } catch (IOException | RuntimeException | Error e) {
                hasFailed = true;
                onFailure.accept(e);
            }
            request = requests.poll();
        }
    }

    private void fetchAndSend(Request request) throws IOException {
        if (!(request.send().message() instanceof Message.AppendEntries append)) {
            throw new IllegalArgumentException("only entries are read from disk");
        }
        var slice = append.entries();
        var entries = new ArrayList<Entry>((int) slice.length());
        var last = slice.lastIndex() - request.end().size();
        while (slice.previous().index() + entries.size() < last) {
            var next = slice.firstIndex() + entries.size();
            var more = store.read(next, last, Long.MAX_VALUE);
            if (more.isEmpty()) {
                return; // Dropped meanwhile.
            }
            entries.addAll(more);
        }
        entries.addAll(request.end());
        if (isAllOf(slice, entries)) {
            link.send(request.send().to(), new PeerMessage.Protocol(append, entries));
        }
    }

    /// A member that lost its leadership meanwhile may have cut its log: then there is nothing to
    /// send any more.
    private static boolean isAllOf(LogSlice slice, List<Entry> entries) {
        return entries.stream()
                .allMatch(entry -> entry.id().term() == slice.termAt(entry.id().index()));
    }
}
