/// Everything goes wrong on purpose: five members, each in a network and on a disk of its own, lose
/// each other, are killed, paused and restarted, run out of room, and vote or do not, while clients
/// read and write.
///
/// Start with [Plan], which draws from a seed what goes wrong, and [Arena], where it happens. What
/// clients saw is in a [Ledger], which is judged in the end. `scripts/chaos.sh` runs it for as long
/// as one likes.
@NullMarked
package io.balsa.scenarios.chaos;

import org.jspecify.annotations.NullMarked;
