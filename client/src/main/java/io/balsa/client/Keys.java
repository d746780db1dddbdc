package io.balsa.client;

import com.google.protobuf.ByteString;

import java.time.Duration;
import java.util.Optional;

/// [AsyncKeys] for those who wait: every method blocks until there is an answer, and throws a
/// [CallFailure] when there is none in time.
public final class Keys {
    private final AsyncKeys keys;

    Keys(AsyncKeys keys) {
        this.keys = keys;
    }

    /// The same with another deadline for each call.
    public Keys within(Duration deadline) {
        return new Keys(keys.within(deadline));
    }

    /// See [AsyncKeys#put].
    public Answer.Put put(ByteString key, ByteString value) {
        return Blocking.change(keys.put(key, value));
    }

    /// Writes a text under a name, both as UTF-8.
    public Answer.Put put(String key, String value) {
        return put(ByteString.copyFromUtf8(key), ByteString.copyFromUtf8(value));
    }

    /// See [AsyncKeys#delete].
    public Answer.Deleted delete(KeyRange keys) {
        return Blocking.change(this.keys.delete(keys));
    }

    /// See [AsyncKeys#compareAndSet].
    public Answer.Swapped compareAndSet(
            ByteString key, Expected expected, Optional<ByteString> update) {
        return Blocking.change(keys.compareAndSet(key, expected, update));
    }

    /// See [AsyncKeys#get].
    public Answer.Got get(ByteString key, Consistency consistency) {
        return Blocking.read(keys.get(key, consistency));
    }

    /// The value of a name, linearizable, both as UTF-8.
    public Optional<String> text(String key) {
        return get(ByteString.copyFromUtf8(key), Consistency.LINEARIZABLE)
                .pair()
                .map(pair -> pair.getValue().toStringUtf8());
    }

    /// See [AsyncKeys#range].
    public Answer.Page range(RangeQuery query) {
        return Blocking.read(keys.range(query));
    }
}
