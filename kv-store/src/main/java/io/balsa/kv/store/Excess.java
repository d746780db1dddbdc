package io.balsa.kv.store;

/// By how much a request is too large.
///
/// @param part what of it is
/// @param bytesMax what [KvLimits] allow
public record Excess(Part part, long bytes, long bytesMax) {
    /// Something of which there may be too much.
    public enum Part {
        KEY,
        VALUE,
        REQUEST
    }
}
