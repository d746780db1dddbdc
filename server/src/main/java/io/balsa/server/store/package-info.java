/// The replicated store as the member's clients see it, whatever protocol they speak.
///
/// Start with [ReplicatedStore].
@NullMarked
package io.balsa.server.store;

import org.jspecify.annotations.NullMarked;
