package io.balsa.raft.node;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.Role;
import io.balsa.raft.log.Entry;

import java.util.List;
import java.util.SortedMap;
import java.util.function.LongSupplier;

/// What is counted and timed of one member.
final class Measures {
    private final Tally tally = new Tally();
    private final StageClock stages = new StageClock();
    private final Distribution.Recorder diskWrites = new Distribution.Recorder();
    private final MemberId self;
    private final LongSupplier clock;
    private final Observer observer;
    private boolean isCandidate;
    private long stoodInTerm;

    /// @param clock the member's, in nanoseconds
    Measures(MemberId self, LongSupplier clock, Observer observer) {
        this.self = self;
        this.clock = clock;
        this.observer = observer;
    }

    Tally tally() {
        return tally;
    }

    StageClock stages() {
        return stages;
    }

    long now() {
        return clock.getAsLong();
    }

    /// A write to the log has ended that began at time `begun`.
    void onWritten(List<Entry> entries, long begun) {
        tally.count(Counter.DISK_WRITES);
        tally.count(Counter.ENTRIES_APPENDED, entries.size());
        var nanos = now() - begun;
        diskWrites.record(nanos, 1);
        observer.onWritten(entries, nanos);
    }

    /// How long writes to the log take.
    Distribution diskWrites() {
        return diskWrites.distribution();
    }

    /// The same link, with the messages counted.
    Transport.Link counting(Transport.Link link) {
        return new CountedLink(link);
    }

    // ---- On the event loop ----

    void onEvent(Event event) {
        if (event instanceof Event.SnapshotSaved) {
            tally.count(Counter.SNAPSHOTS_BUILT);
        }
    }

    void onEffects(List<Effect> effects) {
        for (var effect : effects) {
            switch (effect) {
                case Effect.Persist persist -> {
                    var ballot = persist.ballot();
                    if (ballot != null && self.equals(ballot.votedFor())) {
                        onOwnVote(ballot.term());
                    }
                    persist.then().forEach(this::onSend);
                }
                case Effect.Send send -> onSend(send);
                case Effect.Blank _ -> {
                    isCandidate = false;
                    tally.count(Counter.ELECTIONS_WON);
                }
                case Effect.Restore _ -> tally.count(Counter.SNAPSHOTS_INSTALLED);
                case Effect.SendSnapshot _ -> tally.count(Counter.SNAPSHOTS_SENT);
                default -> {} // Not counted.
            }
        }
    }

    /// A ballot may be written again in the same term: it holds more than the vote.
    private void onOwnVote(long term) {
        if (term == stoodInTerm) {
            return;
        }
        stoodInTerm = term;
        if (isCandidate) {
            tally.count(Counter.ELECTIONS_LOST);
        }
        isCandidate = true;
        tally.count(Counter.ELECTIONS_STARTED);
    }

    private void onSend(Effect.Send send) {
        if (send.message() instanceof Message.Vote(_, var granted, _, _, _)) {
            tally.count(granted ? Counter.VOTES_GRANTED : Counter.VOTES_REFUSED);
        }
    }

    /// Is there anything for [#onTurn]?
    boolean isWatching() {
        return isCandidate || stages.isOn();
    }

    /// The turn that began at time `now` ends in `state`.
    void onTurn(RaftState state, StageClock.Batch batch, long now) {
        if (isCandidate && state.role() instanceof Role.Follower) {
            isCandidate = false;
            tally.count(Counter.ELECTIONS_LOST);
        }
        stages.onTurn(state, state.role() instanceof Role.Leader, batch, now);
    }

    private final class CountedLink implements Transport.Link {
        private final Transport.Link link;

        private CountedLink(Transport.Link link) {
            this.link = link;
        }

        @Override
        public void members(SortedMap<MemberId, String> addresses) {
            link.members(addresses);
        }

        @Override
        public void send(MemberId to, PeerMessage message) {
            tally.count(Counter.MESSAGES_SENT);
            link.send(to, message);
        }

        @Override
        public void close() {
            link.close();
        }
    }
}
