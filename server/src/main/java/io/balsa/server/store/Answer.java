package io.balsa.server.store;

import io.balsa.kv.store.KvResult;

/// What came of a request.
///
/// @param term in which it was decided
/// @param result what the store says; [KvResult.Rejected] when the request makes no sense to it
public record Answer(long term, KvResult result) {}
