/// Proof that the simulator sees: bugs planted into copies of the real sources, each of which a
/// bounded number of seeds must find. Start with `PlantedBugsTest`.
@NullMarked
package io.balsa.raft.testkit.planted;

import org.jspecify.annotations.NullMarked;
