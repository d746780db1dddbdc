/// What clients saw, and whether one order of events can explain it.
///
/// Start with [History], which records operations as they begin and end, and
/// [LinearizabilityChecker], which judges it against a [SequentialModel] such as [Register].
@NullMarked
package io.balsa.raft.testkit.history;

import org.jspecify.annotations.NullMarked;
