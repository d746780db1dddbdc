/// What a member must not forget: the log, the ballot, and the files that hold them.
///
/// Start with [LogStore], the contract, and [Disk], the only way to files. [SegmentedLog] is the
/// durable store, [MemoryLog] the forgetful one; [DataDirectory] keeps a member's files from
/// another's. The bytes, and the argument why a torn write is told from damage, are in
/// docs/log-format.md; the code of that argument is `SegmentScan`.
@NullMarked
package io.balsa.raft.log;

import org.jspecify.annotations.NullMarked;
