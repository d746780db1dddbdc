package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// Groups for tests of a [LoneMember], and what such tests ask of it.
final class Groups {
    static final MemberId FOUR = MemberId.of(4);
    static final MemberId FIVE = MemberId.of(5);

    private Groups() {}

    /// Member 1 at m1, and so on.
    static SortedMap<MemberId, String> at(MemberId... members) {
        var addresses = new TreeMap<MemberId, String>();
        for (var member : members) {
            addresses.put(member, "m" + member);
        }
        return addresses;
    }

    static SortedMap<MemberId, String> at(long... members) {
        return at(LongStream.of(members).mapToObj(MemberId::of).toArray(MemberId[]::new));
    }

    static SortedSet<MemberId> ids(long... members) {
        return new TreeSet<>(at(members).keySet());
    }

    static SortedSet<MemberId> ids(MemberId... members) {
        return new TreeSet<>(at(members).keySet());
    }

    static Membership voters(MemberId... members) {
        return Membership.ofVoters(at(members));
    }

    /// A leader of term 2 whose log of two entries all three members have.
    static LoneMember leader() {
        var leader = LoneMember.leading(2, 1);
        leader.hear(LoneMember.TWO, new Message.Appended(2, 2, 0));
        leader.hear(LoneMember.THREE, new Message.Appended(2, 2, 0));
        leader.forget();
        return leader;
    }

    /// The same with learners that have caught up, known from entry 2/3.
    static LoneMember leaderWith(MemberId... learners) {
        var leader = leader();
        change(leader, new MembershipChange.AddLearners(at(learners), false));
        leader.hear(LoneMember.TWO, new Message.Appended(2, 3, leader.now()));
        leader.hear(LoneMember.THREE, new Message.Appended(2, 3, leader.now()));
        for (var learner : learners) {
            answer(leader, learner, 3);
        }
        leader.forget();
        return leader;
    }

    /// A leader of term 2 that may answer by lease and has committed its blank entry. Clocks run
    /// alike.
    static LoneMember leaderByLease(MemberId... voters) {
        var options = new RaftOptions(100, 0, RaftOptions.DEFAULT.retention(), 0);
        var first = new EntryId(1, 1);
        var membership = new MembershipEntry(first, voters(voters));
        var log = new LogSlice(EntryId.NONE, List.of(first), 1, List.of(membership));
        var leader = new LoneMember(options, new PersistedState(new Ballot(1, null), log));
        leader.campaign();
        if (voters.length > 1) {
            leader.hear(LoneMember.TWO, new Message.PreVote(2, true, false, EntryId.NONE));
            leader.hear(LoneMember.TWO, new Message.Vote(2, true, false, EntryId.NONE));
            leader.hear(LoneMember.TWO, new Message.Appended(2, 2, leader.now()));
        }
        leader.forget();
        return leader;
    }

    /// Has `follower` answer the leader's latest message: its disk has everything up to `matched`.
    static void answer(LoneMember leader, MemberId follower, long matched) {
        var stamp = leader.now() + 50; // After all that was sent by now.
        leader.hear(follower, new Message.Appended(2, matched, stamp));
    }

    /// A member in term 2 whose log of two entries holds this membership only, as the last.
    static LoneMember memberWith(Membership membership) {
        var entry = new MembershipEntry(new EntryId(2, 2), membership);
        var log =
                new LogSlice(
                        EntryId.NONE,
                        List.of(new EntryId(1, 1), new EntryId(2, 2)),
                        2,
                        List.of(entry));
        return new LoneMember(RaftOptions.DEFAULT, new PersistedState(new Ballot(2, null), log));
    }

    /// Elects `member` in `term` with the vote of member 2.
    static void elect(LoneMember member, long term) {
        member.campaign();
        member.hear(LoneMember.TWO, new Message.PreVote(term, true, false, EntryId.NONE));
        member.hear(LoneMember.TWO, new Message.Vote(term, true, false, EntryId.NONE));
        assertThat(member.raft().role()).isEqualTo(new Role.Leader());
    }

    static void change(LoneMember member, MembershipChange change) {
        member.step(new Event.MembershipChangeRequested(8, change, null));
    }

    /// The memberships that the member has appended.
    static List<Membership> configured(LoneMember member) {
        return member.done(Effect.Configure.class).stream()
                .map(Effect.Configure::membership)
                .toList();
    }
}
