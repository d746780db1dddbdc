package io.balsa.kv.store;

/// A key as it was at some revision.
///
/// A key lives from the put that creates it to the delete that ends it. The next put begins another
/// life.
///
/// @param createRevision revision of the put that began this life
/// @param modRevision revision of the latest write
/// @param version puts in this life, 1 after the first
public record KeyValue(
        Bytes key, Bytes value, long createRevision, long modRevision, long version) {

    /// The first put of a life.
    static KeyValue created(Bytes key, Bytes value, long revision) {
        return new KeyValue(key, value, revision, revision, 1);
    }

    /// A further put of the same life.
    KeyValue overwritten(Bytes value, long revision) {
        return new KeyValue(key, value, createRevision, revision, version + 1);
    }

    /// The same without its value.
    KeyValue withoutValue() {
        return new KeyValue(key, Bytes.EMPTY, createRevision, modRevision, version);
    }
}
