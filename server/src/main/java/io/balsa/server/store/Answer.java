package io.balsa.server.store;

import io.balsa.kv.store.KvResult;
import io.balsa.raft.core.EntryId;

/// What came of a request.
///
/// @param at the entry that decided it; of a read, which has none, the term and index 0
/// @param result what the store says; [KvResult.Rejected] when the request makes no sense to it
public record Answer(EntryId at, KvResult result) {
    /// The term in which it was decided.
    public long term() {
        return at.term();
    }
}
