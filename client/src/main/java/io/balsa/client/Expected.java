package io.balsa.client;

import com.google.protobuf.ByteString;

import io.balsa.wire.v1.CompareAndSet;

/// How a key must be for a compare-and-set to write.
public sealed interface Expected {
    /// It is not there.
    record Absent() implements Expected {}

    /// It has this value.
    record Value(ByteString value) implements Expected {}

    /// It was last written at this revision, its pair's `mod_revision`.
    record ModRevision(long revision) implements Expected {}

    /// It was written so often since it was created, its pair's `version`.
    record Version(long version) implements Expected {}

    default CompareAndSet.Builder onWire() {
        var wire = CompareAndSet.newBuilder();
        return switch (this) {
            case Absent() -> wire.setAbsent(true);
            case Value(var value) -> wire.setValue(value);
            case ModRevision(var revision) -> wire.setModRevision(revision);
            case Version(var version) -> wire.setVersion(version);
        };
    }
}
