package io.balsa.scenarios.chaos;

import java.util.SortedSet;

/// What can go wrong. Members are numbered from 1; [#LEADER] stands for whoever leads by then.
sealed interface Fault {
    int LEADER = 0;

    /// Those on this side and the others do not hear each other.
    record Split(SortedSet<Integer> side) implements Fault {}

    /// A member hears none of the others, and they hear it.
    record Deaf(int member) implements Fault {}

    /// None of the others hears a member, and it hears them.
    record Mute(int member) implements Fault {}

    /// A member is killed where it stands.
    record Kill(int member) implements Fault {}

    /// All are killed at once.
    record KillAll() implements Fault {}

    /// A member sleeps.
    record Pause(int member) implements Fault {}

    /// There is no room left on the disk of a member, with a restart meanwhile or without.
    record FullDisk(int member, boolean isRestarted) implements Fault {}

    /// There is no room left on any disk.
    record AllDisksFull() implements Fault {}

    /// One after the other is killed and started again, from a first one on.
    record Storm(int first, int restarts) implements Fault {}

    /// These shall vote, and the others learn.
    record Voters(SortedSet<Integer> members) implements Fault {}

    /// A member loses all that it had, and is replaced by another one.
    record LoseDisk(int member) implements Fault {}

    /// What a member says is slow, and too much of it is lost.
    record Thin(int member) implements Fault {}

    /// Another member shall lead.
    record HandOver() implements Fault {}
}
