package io.balsa.raft.core;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// One member of a group of three, talked to directly, with a disk that does what the test says.
final class LoneMember {
    static final MemberId SELF = MemberId.of(1);
    static final MemberId TWO = MemberId.of(2);
    static final MemberId THREE = MemberId.of(3);
    static final Timing TIMING = new Timing(100, 1_000, 2_000);

    private final Raft raft;
    private final List<Effect> effects = new ArrayList<>();
    private boolean isDiskFast = true;
    private long now;
    private long persisted;

    /// A member with a log of these terms, the first of which holds the membership.
    LoneMember(Ballot ballot, long... terms) {
        var addresses = new TreeMap<MemberId, String>();
        LongStream.rangeClosed(1, 3).forEach(id -> addresses.put(MemberId.of(id), "m" + id));
        var memberships =
                terms.length == 0
                        ? List.<MembershipEntry>of()
                        : List.of(
                                new MembershipEntry(
                                        new EntryId(terms[0], 1), Membership.ofVoters(addresses)));
        var log = slice(EntryId.NONE, terms);
        this(
                RaftOptions.DEFAULT,
                new PersistedState(
                        ballot,
                        new LogSlice(
                                log.previous(), log.termStarts(), log.lastIndex(), memberships)));
    }

    /// A member that finds `state` on its disk. Its entries are 10 bytes each.
    LoneMember(RaftOptions options, PersistedState state) {
        var config = new RaftConfig(SELF, TIMING, Limits.DEFAULT, options);
        raft = new Raft(config, state, _ -> 10, TraceCluster.dice(SELF));
        raft.start(0);
        now = TIMING.electionMinNanos(); // Nobody counts on its loyalty any more.
    }

    /// A leader of `term` that has committed its blank entry.
    static LoneMember leading(long term, long... terms) {
        var member = new LoneMember(new Ballot(term - 1, null), terms);
        member.campaign();
        member.hear(TWO, new Message.PreVote(term, true, false, EntryId.NONE));
        member.hear(TWO, new Message.Vote(term, true, false, EntryId.NONE));
        return member;
    }

    /// Entries of the given terms behind `previous`.
    static LogSlice slice(EntryId previous, long... terms) {
        var starts = new ArrayList<EntryId>();
        var index = previous.index();
        var before = 0L;
        for (var term : terms) {
            index++;
            if (starts.isEmpty() || term != before) {
                starts.add(new EntryId(term, index));
            }
            before = term;
        }
        return new LogSlice(previous, starts, index, List.of());
    }

    Raft raft() {
        return raft;
    }

    long now() {
        return now;
    }

    void holdDisk() {
        isDiskFast = false;
    }

    void finishWrites() {
        isDiskFast = true;
        step(new Event.Persisted(persisted));
    }

    void pass(long nanos) {
        now += nanos;
        step(new Event.TimePassed());
    }

    void campaign() {
        now = Math.max(now, raft.deadline());
        step(new Event.TimePassed());
    }

    void hear(MemberId from, Message message) {
        step(new Event.Received(from, message));
    }

    void propose(int count) {
        step(new Event.Proposed(7, count, 10L * count, 0));
    }

    /// Steps, and keeps what the member wants done.
    void step(Event event) {
        raft.step(now, event);
        drain();
    }

    /// The same when nothing has told the member of the last `nanos` yet.
    void step(long nanos, Event event) {
        now += nanos;
        step(event);
    }

    private void drain() {
        var drained = raft.effects();
        effects.addAll(drained);
        for (var effect : drained) {
            if (effect instanceof Effect.Persist persist) {
                persisted = persist.sequence();
                if (isDiskFast) {
                    effects.addAll(persist.then());
                    raft.step(now, new Event.Persisted(persisted));
                    drain();
                }
            }
        }
    }

    /// What left the member since the last call: not what still waits for the disk.
    List<Message> sentTo(MemberId to) {
        var sent =
                effects.stream()
                        .filter(Effect.Send.class::isInstance)
                        .map(Effect.Send.class::cast)
                        .filter(send -> send.to().equals(to))
                        .map(Effect.Send::message)
                        .toList();
        effects.removeIf(effect -> effect instanceof Effect.Send send && send.to().equals(to));
        return sent;
    }

    /// The one message of this kind among those that left for `to`.
    <M extends Message> M sent(MemberId to, Class<M> kind) {
        var found = sentTo(to).stream().filter(kind::isInstance).map(kind::cast).toList();
        return requireNonNull(found.isEmpty() ? null : found.getLast(), "no " + kind + " left");
    }

    <E extends Effect> List<E> done(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    void forget() {
        effects.clear();
    }
}
