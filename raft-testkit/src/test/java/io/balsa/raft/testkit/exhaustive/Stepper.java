package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.Limits;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.Raft;
import io.balsa.raft.core.RaftConfig;
import io.balsa.raft.core.Role;
import io.balsa.raft.core.Timing;
import io.balsa.raft.testkit.exhaustive.MemberState.Inside;
import io.balsa.raft.testkit.exhaustive.MemberState.Outcome;
import io.balsa.raft.testkit.exhaustive.MemberState.Outside;
import io.balsa.raft.testkit.exhaustive.MemberState.Started;
import io.balsa.raft.testkit.exhaustive.MemberState.Taken;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Takes steps with the real core.
final class Stepper {
    private static final long LONG = 1L << 32;
    static final long HEARTBEAT = 1;
    private static final Timing TIMING = new Timing(HEARTBEAT, LONG, LONG + 1);

    private final Bounds bounds;
    private final Catalogue catalogue;
    private long coreSteps;

    Stepper(Bounds bounds, Catalogue catalogue) {
        this.bounds = bounds;
        this.catalogue = catalogue;
    }

    /// How many steps were taken with the core, without those that lead back to a state.
    long coreSteps() {
        return coreSteps;
    }

    MemberState start(Started started) {
        var outside = new Outside(started.found(), List.of(), started.found().terms());
        var raft = begun(started);
        return catalogue.intern(
                new MemberState(started, outside, Inside.of(raft), null, List.of()), raft, 0);
    }

    private static Raft begun(Started started) {
        var config = new RaftConfig(started.self(), TIMING, Limits.DEFAULT);
        var raft = new Raft(config, started.found().found(), _ -> 1, new SplittableRandom(1));
        raft.start(0);
        raft.effects();
        return raft;
    }

    /// What may come of a step: first what does if all goes well.
    List<Outcome> take(MemberState before, Step step) {
        coreSteps++;
        if (step instanceof Step.Crashes(var found)) {
            var images = bounds.afterCrash(before.outside.disk(), before.outside.underWay());
            return List.of(crash(before, images.get(found), new int[0]));
        }
        return new Turn(before).take(step);
    }

    private Outcome crash(MemberState before, DiskImage found, int[] items) {
        return new Outcome(start(new Started(before.started.self(), found)), items, true, null);
    }

    /// One step, beginning where `before` stands.
    private final class Turn {
        private final MemberState before;
        private final Raft raft;
        private final List<Taken> taken = new ArrayList<>();
        private final List<Item> items = new ArrayList<>();
        private final Awaited awaited;
        private final List<Effect.Persist> underWay;
        private DiskImage disk;
        private List<Long> log;
        private final List<Outcome> crashes = new ArrayList<>();
        private long now;
        private @Nullable String violation;

        Turn(MemberState before) {
            this.before = before;
            disk = before.outside.disk();
            underWay = new ArrayList<>(before.outside.underWay());
            log = before.outside.log();
            raft = begun(before.started);
            awaited = new Awaited(bounds.requests(), raft);
            for (var earlier : before.history()) {
                now = earlier.at();
                awaited.note(earlier.event());
                raft.step(now, earlier.event());
                raft.effects();
            }
        }

        List<Outcome> take(Step step) {
            var commit = raft.commitIndex();
            var term = raft.term();
            if (!before.isLeader || step instanceof Step.LosesItsQuorum) {
                now += 2 * LONG;
            }
            try {
                act(step);
                while (bounds.writesUnderWayMax() == 0 && !underWay.isEmpty()) {
                    bounds.afterCrash(disk, underWay)
                            .forEach(found -> crashes.add(crash(before, found, numbers())));
                    finishWrite();
                }
            } catch (RuntimeException broken) {
                var rule = "NoExceptions: " + broken.getMessage();
                return List.of(new Outcome(null, new int[0], false, rule));
            }
            if (raft.term() < term || raft.commitIndex() < commit) {
                violation = "OnlyForward";
            }
            noteCommitted(commit);
            var last = (int) raft.commitIndex() - 1;
            var isByCounting = before.isLeader && raft.commitIndex() > commit;
            if (isByCounting && log.get(last) < raft.term()) {
                violation = "OnlyOwnTermIsCounted";
            }
            if (isLeader()) {
                items.add(new Item.Led(before.started.self(), raft.term()));
            }
            var outside = new Outside(disk, List.copyOf(underWay), log);
            var after = new MemberState(before.started, outside, Inside.of(raft), before, taken);
            var outcomes = new ArrayList<Outcome>();
            outcomes.add(
                    new Outcome(catalogue.intern(after, raft, now), numbers(), false, violation));
            outcomes.addAll(crashes);
            return outcomes;
        }

        private int[] numbers() {
            return items.stream().distinct().mapToInt(catalogue::intern).toArray();
        }

        private void act(Step step) {
            switch (step) {
                case Step.Hears(var letter) when awaited.isKnownQuestion(letter) -> {}
                case Step.Hears(var letter) ->
                        tell(
                                new Event.Received(
                                        letter.from(),
                                        before.isLeader
                                                ? Plain.heard(letter.message(), now + LONG / 2)
                                                : letter.message()));
                case Step.Campaigns() ->
                        tell(
                                bounds.preVotes()
                                        ? new Event.TimePassed()
                                        : new Event.ElectionRequested(false));
                case Step.LosesItsQuorum() -> tell(new Event.TimePassed());
                case Step.SendsHeartbeats() -> {
                    now += HEARTBEAT;
                    tell(new Event.TimePassed());
                }
                case Step.IsAsked(var request) -> tell(request);
                case Step.FinishesAWrite() -> finishWrite();
                case Step.Crashes _ -> throw new IllegalStateException("no step of a core");
            }
        }

        private void finishWrite() {
            var write = underWay.removeFirst();
            disk = disk.after(write);
            write.then().forEach(this::send);
            tell(new Event.Persisted(write.sequence()));
        }

        private void tell(Event event) {
            taken.add(new Taken(now, event));
            awaited.note(event);
            raft.step(now, event);
            for (var effect : raft.effects()) {
                carryOut(effect);
            }
        }

        private void carryOut(Effect effect) {
            switch (effect) {
                case Effect.Persist write -> {
                    underWay.add(Plain.of(write, isLeader(), isLate()));
                    if (write.log() != null) {
                        noteLog(write.log().entries());
                    }
                }
                case Effect.Send send -> send(send);
                case Effect.Accept(_, var first) -> items.add(new Item.Created(first));
                case Effect.Configure(var id, _) -> items.add(new Item.Created(id));
                case Effect.Blank(var id) -> {
                    items.add(new Item.Created(id));
                    items.add(new Item.Elected(before.started.self(), id.term(), log));
                }
                case Effect.ReadAt(_, var index) -> items.add(new Item.ReadAnswered(index));
                case Effect.Commit(var index) when index > disk.terms().size() ->
                        violation = "CommittedStays: not on this member's disk";
                default -> {}
            }
        }

        private boolean isLeader() {
            return raft.role() instanceof Role.Leader;
        }

        /// Does this leader count on answers to what it sends from now on?
        private boolean isLate() {
            return awaited.isLate(log);
        }

        private void noteLog(LogSlice entries) {
            var changed = new ArrayList<>(log.subList(0, (int) entries.previous().index()));
            for (var at = entries.firstIndex(); at <= entries.lastIndex(); at++) {
                var previous = changed.isEmpty() ? 0 : changed.getLast();
                changed.add(entries.termAt(at));
                items.add(new Item.Followed(new EntryId(entries.termAt(at), at), previous));
            }
            log = List.copyOf(changed);
        }

        private void noteCommitted(long before) {
            for (var at = before + 1; at <= raft.commitIndex(); at++) {
                items.add(new Item.Committed(new EntryId(log.get((int) at - 1), at), raft.term()));
            }
        }

        private void send(Effect.Send send) {
            var self = before.started.self();
            var message = Plain.of(send.message(), isLeader(), isLate());
            switch (message) {
                case Message.Heartbeat _
                        when !bounds.heartbeats() && !awaited.wantsHeartbeats(log) -> {
                    return;
                }
                case Message.RequestVote request -> noteVote(request.term(), self);
                case Message.Vote(var term, var granted, _, _, _) when granted -> {
                    checkVoteIsOnDisk(send.to(), term);
                    noteVote(term, send.to());
                }
                case Message.Appended(_, var matched, _, _) -> checkLogIsOnDisk(matched);
                case Message.HeartbeatAnswer(_, var matched, _, _) -> checkLogIsOnDisk(matched);
                default -> {}
            }
            items.add(new Letter(self, send.to(), message));
        }

        /// Where disks are lost, the vote of a member that says that it may have given another one
        /// before is none; and what a member wanted for itself ends with its disk.
        private void noteVote(long term, MemberId candidate) {
            var voter = before.started.self();
            if (bounds.requests() != Bounds.Requests.A_LOST_DISK
                    || !(disk.ballot().unproven() || candidate.equals(voter))) {
                items.add(new Item.Voted(voter, term, candidate));
            }
        }

        private void checkVoteIsOnDisk(MemberId candidate, long term) {
            var kept = disk.ballot();
            if (kept.term() < term || (kept.term() == term && !candidate.equals(kept.votedFor()))) {
                violation = "PromisesAreDurable";
            }
        }

        private void checkLogIsOnDisk(long matched) {
            if (matched > disk.terms().size()) {
                violation = "PromisesAreDurable";
            }
        }
    }
}
