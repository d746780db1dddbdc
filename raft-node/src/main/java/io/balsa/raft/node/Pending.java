package io.balsa.raft.node;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/// A command whose caller waits for its result.
record Pending<R>(ByteBuffer command, CompletableFuture<Applied<R>> answer) {
    void fail(RaftException reason) {
        answer.completeExceptionally(reason);
    }
}
