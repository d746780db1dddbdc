package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipChange;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/// Draws the changes of membership that an operator asks for.
final class Wishes {
    private static final int VOTERS_MAX = 7;

    private final RandomGenerator random;
    private int moves;

    Wishes(RandomGenerator random) {
        this.random = random;
    }

    /// A change of `membership`, null when there is nothing to do for this task.
    ///
    /// @param newcomers gives at most so many members that are free to join
    @Nullable MembershipChange draw(
            Task task, Membership membership, IntFunction<List<MemberId>> newcomers) {
        var voters = List.copyOf(membership.voters());
        var learners = List.copyOf(membership.learners());
        return switch (task) {
            case ADD_LEARNERS -> join(newcomers.apply(random.nextInt(1, 3)));
            case ADD_VOTERS -> addVoters(voters, newcomers);
            case PROMOTE ->
                    learners.isEmpty() ? null : new MembershipChange.Promote(some(learners, 2));
            case REMOVE_VOTERS ->
                    voters.isEmpty()
                            ? null
                            : new MembershipChange.RemoveVoters(
                                    some(voters, 2), random.nextInt(4) == 0);
            case REPLACE_VOTERS -> replaceVoters(membership, newcomers);
            case REMOVE_LEARNERS ->
                    learners.isEmpty()
                            ? null
                            : new MembershipChange.RemoveLearners(some(learners, 2));
            case SET_ADDRESS ->
                    voters.isEmpty()
                            ? null
                            : new MembershipChange.SetAddress(
                                    voters.get(random.nextInt(voters.size())), newAddress());
            case BRING_BACK, MISTAKE, TRANSFER, ELECT, HEARTBEAT, SWITCH, SNAPSHOT, PURGE -> null;
        };
    }

    private @Nullable MembershipChange addVoters(
            List<MemberId> voters, IntFunction<List<MemberId>> newcomers) {
        if (voters.size() >= VOTERS_MAX) {
            return null;
        }
        var added = newcomers.apply(random.nextInt(1, 3));
        return added.isEmpty() ? null : new MembershipChange.AddVoters(addresses(added));
    }

    /// Some of the voters stay, or nobody.
    private @Nullable MembershipChange replaceVoters(
            Membership membership, IntFunction<List<MemberId>> newcomers) {
        var next = new ArrayList<>(newcomers.apply(random.nextInt(1, 5)));
        for (var voter : membership.voters()) {
            if (random.nextInt(3) == 0) {
                next.add(voter);
            }
        }
        return next.isEmpty()
                ? null
                : new MembershipChange.ReplaceVoters(addresses(next), random.nextInt(4) == 0);
    }

    /// These voters in place of those that are there.
    static MembershipChange replacement(Collection<MemberId> voters) {
        return new MembershipChange.ReplaceVoters(addresses(voters), false);
    }

    /// Adds learners, or nobody when there are none to add.
    MembershipChange join(List<MemberId> learners) {
        return new MembershipChange.AddLearners(addresses(learners), random.nextBoolean());
    }

    /// No voters at all: never allowed.
    static MembershipChange nobody() {
        return new MembershipChange.ReplaceVoters(new TreeMap<>(), true);
    }

    /// A former member under its old id: never allowed.
    MembershipChange again(MemberId retired) {
        var addresses = new TreeMap<MemberId, String>();
        addresses.put(retired, newAddress());
        return random.nextBoolean()
                ? new MembershipChange.AddLearners(addresses, true)
                : new MembershipChange.AddVoters(addresses);
    }

    private SortedSet<MemberId> some(List<MemberId> from, int max) {
        var chosen = new TreeSet<MemberId>();
        for (var count = random.nextInt(1, max + 1); count > 0; count--) {
            chosen.add(from.get(random.nextInt(from.size())));
        }
        return chosen;
    }

    private static SortedMap<MemberId, String> addresses(Collection<MemberId> members) {
        var addresses = new TreeMap<MemberId, String>();
        members.forEach(member -> addresses.put(member, Group.addressOf(member)));
        return addresses;
    }

    private String newAddress() {
        return "moved-" + ++moves;
    }
}
