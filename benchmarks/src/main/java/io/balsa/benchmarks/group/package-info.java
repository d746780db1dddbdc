/// What a replicated group does under load, beside others in the same run.
///
/// Start with [io.balsa.benchmarks.group.Comparison], which runs each
/// [io.balsa.benchmarks.group.Contender] in a process of its own and gives them turns.
@NullMarked
package io.balsa.benchmarks.group;

import org.jspecify.annotations.NullMarked;
