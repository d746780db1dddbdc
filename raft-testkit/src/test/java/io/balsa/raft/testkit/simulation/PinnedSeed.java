package io.balsa.raft.testkit.simulation;

import java.util.List;

/// A seed that every build runs besides the first ones, for something that few seeds meet. When it
/// does not meet that any more, it stands for another run than it did: another seed has to take its
/// place, which [SoakTest] finds.
///
/// @param meets what it is for, as [Coverage] counts it
record PinnedSeed(long seed, String meets) {
    static final List<PinnedSeed> ALL =
            List.of(
                    // A leader dies between both memberships, twice, and the next one goes on.
                    new PinnedSeed(583, "joint memberships ended by a later leader"),
                    // A leader ends in the turn in which it commits a joint membership.
                    new PinnedSeed(2_640, "joint memberships ended by a later leader"),
                    // Leadership is offered to a member that does not take it.
                    new PinnedSeed(426, "operator: transfers refused: TransferTimedOut"),
                    // Leadership is offered to those who have no vote, or not any more.
                    new PinnedSeed(356, "operator: transfers refused: NotAVoter"),
                    // Five times a member comes back without what it had acknowledged.
                    new PinnedSeed(430, "reverted members isolated"),
                    // A voter is away while it is removed, and goes on as one.
                    new PinnedSeed(604, "removed while it was away, and takes itself for a VOTER"),
                    // A member is removed before it has heard that it was added.
                    new PinnedSeed(
                            794, "removed while it was away, and takes itself for a STRANGER"),
                    // A voter to be stays silent for so long that it is given up.
                    new PinnedSeed(706, "operator: changes refused: NotCaughtUp"),
                    // Snapshots do not get through, time and again.
                    new PinnedSeed(408, "snapshots given up"),
                    // Snapshots arrive that are of no use any more.
                    new PinnedSeed(525, "snapshots discarded"),
                    // More is asked for than may be under way.
                    new PinnedSeed(333, "requests: refused: Overloaded"),
                    // A full disk keeps members from starting at all.
                    new PinnedSeed(443, "members: cannot start for its disk"));

    /// The option that repeats it.
    @Override
    public String toString() {
        return "-Dsim.seed=%d: %s".formatted(seed, meets);
    }
}
