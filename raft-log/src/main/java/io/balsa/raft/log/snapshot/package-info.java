/// The state after some entry, in place of all entries before it, as files.
///
/// Start with [SnapshotStore], the contract. A snapshot comes in by one of two doors: written here
/// as a [SnapshotDraft], or received from another member as a [SnapshotPartial]. Finished, it is a
/// [SnapshotFile] that never changes. [DiskSnapshots] is the durable store, whose bytes are in
/// docs/snapshot-format.md, [MemorySnapshots] the forgetful one.
@NullMarked
package io.balsa.raft.log.snapshot;

import org.jspecify.annotations.NullMarked;
