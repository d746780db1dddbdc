package io.balsa.raft.core;

import static java.util.Collections.unmodifiableSortedMap;
import static java.util.Collections.unmodifiableSortedSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/// Who belongs to a group: a value in the log, so that every member agrees on it (§6).
///
/// One set of voters is the normal case. Two are a joint membership, on the way from one set to the
/// other: a decision then needs a majority of each.
///
/// @param voterSets the sets whose majorities decide, in the order in which they came
/// @param learners members that receive the log but do not count for majorities
/// @param addresses where each member is reached by the others, as the transport understands it
/// @param promotable learners that the leader makes voters as soon as they have caught up
/// @param retired ids of members that were removed, never to be used again
public record Membership(
        List<SortedSet<MemberId>> voterSets,
        SortedSet<MemberId> learners,
        SortedMap<MemberId, String> addresses,
        SortedSet<MemberId> promotable,
        SortedSet<MemberId> retired) {

    /// The membership of a member that does not know its group yet. Nobody decides anything in it.
    public static final Membership NONE =
            new Membership(List.of(), new TreeSet<>(), new TreeMap<>());

    public Membership {
        var sets = new ArrayList<SortedSet<MemberId>>();
        for (var set : voterSets) {
            if (set.isEmpty()) {
                throw new IllegalArgumentException("a set of voters has at least one member");
            }
            sets.add(unmodifiableSortedSet(new TreeSet<>(set)));
        }
        voterSets = List.copyOf(sets);
        learners = unmodifiableSortedSet(new TreeSet<>(learners));
        addresses = unmodifiableSortedMap(new TreeMap<>(addresses));
        promotable = unmodifiableSortedSet(new TreeSet<>(promotable));
        retired = unmodifiableSortedSet(new TreeSet<>(retired));
    }

    /// Nobody waits to become a voter, and nobody was removed.
    public Membership(
            List<SortedSet<MemberId>> voterSets,
            SortedSet<MemberId> learners,
            SortedMap<MemberId, String> addresses) {
        this(voterSets, learners, addresses, new TreeSet<>(), new TreeSet<>());
    }

    /// A membership of one set of voters, with the address of each.
    public static Membership ofVoters(SortedMap<MemberId, String> addresses) {
        var voters = new TreeSet<>(addresses.keySet());
        return new Membership(List.of(voters), new TreeSet<>(), addresses);
    }

    /// Does `member` vote in one of the sets?
    public boolean isVoter(MemberId member) {
        for (var set : voterSets) {
            if (set.contains(member)) {
                return true;
            }
        }
        return false;
    }

    /// Is the group on its way from one set of voters to another?
    public boolean isJoint() {
        return voterSets.size() > 1;
    }

    /// Does nobody vote, as before a group is known?
    public boolean isEmpty() {
        return voterSets.isEmpty();
    }

    /// Everybody whose vote counts in one of the sets.
    public SortedSet<MemberId> voters() {
        var all = new TreeSet<MemberId>();
        voterSets.forEach(all::addAll);
        return all;
    }

    /// Everybody who receives the log: voters and learners.
    public SortedSet<MemberId> members() {
        var all = voters();
        all.addAll(learners);
        return all;
    }

    /// This membership with more learners, each at its address in `known`.
    Membership withLearners(SortedSet<MemberId> more, SortedMap<MemberId, String> known) {
        var all = new TreeSet<>(learners);
        all.addAll(more);
        var reached = new TreeMap<>(known);
        reached.keySet().retainAll(more);
        reached.putAll(addresses);
        return new Membership(voterSets, all, reached, promotable, retired);
    }

    /// The membership on the way from this one to `target`, whose voters are others. It says all
    /// that a later leader needs to finish the way: who is to stay as a learner is one already, and
    /// learners that are to leave have left.
    Membership jointWith(Membership target) {
        var reached = new TreeMap<>(addresses);
        reached.keySet().retainAll(voters());
        reached.putAll(target.addresses);
        var gone = new TreeSet<>(target.retired);
        gone.removeAll(voters());
        var sets = List.of(voterSets.getLast(), target.voterSets.getLast());
        return new Membership(sets, target.learners, reached, target.promotable, gone);
    }

    /// The membership that a joint one leads to. Who does not belong to it is retired.
    Membership settled() {
        var next = voterSets.getLast();
        var gone = voters();
        gone.removeAll(next);
        gone.removeAll(learners);
        var reached = new TreeMap<>(addresses);
        reached.keySet().removeAll(gone);
        gone.addAll(retired);
        return new Membership(List.of(next), learners, reached, promotable, gone);
    }

    /// Do `supporters` hold a majority of every set of voters?
    public boolean isQuorum(Collection<MemberId> supporters) {
        return !isEmpty()
                && voterSets.stream()
                        .allMatch(set -> {
                            var count = set.stream().filter(supporters::contains).count();
                            return count > set.size() / 2;
                        });
    }

    /// The highest value that a majority of every set of voters has reached: with `progress` the
    /// index each voter holds, the index that a quorum holds (§5.3, §5.4.2).
    public long reachedByQuorum(ToLongFunction<MemberId> progress) {
        var reached = voterSets.isEmpty() ? Long.MIN_VALUE : Long.MAX_VALUE;
        for (var set : voterSets) {
            reached = Math.min(reached, reachedByMajority(set, progress));
        }
        return reached;
    }

    private static long reachedByMajority(
            SortedSet<MemberId> set, ToLongFunction<MemberId> progress) {
        var reached = new long[set.size()];
        var count = 0;
        for (var member : set) {
            reached[count++] = progress.applyAsLong(member);
        }
        Arrays.sort(reached);
        return reached[(reached.length - 1) / 2];
    }

    @Override
    public String toString() {
        var text = new StringBuilder("voters=").append(voterSets);
        if (!learners.isEmpty()) {
            text.append(" learners=").append(learners);
        }
        if (!promotable.isEmpty()) {
            text.append(" promotable=").append(promotable);
        }
        if (!retired.isEmpty()) {
            text.append(" retired=").append(retired);
        }
        return text.toString();
    }
}
