package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.testkit.exhaustive.MemberState.Outcome;
import io.balsa.raft.testkit.exhaustive.MemberState.Started;
import io.balsa.raft.testkit.exhaustive.Visited.Used;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Visits every state of a group within its bounds, depth first.
final class Exploration {
    private final Bounds bounds;
    private final Catalogue catalogue;
    private final Stepper stepper;
    private final Visited visited;
    private final List<Step> askingLeaders;
    private final ArrayDeque<Frame> way = new ArrayDeque<>();

    // The state that the search is at.
    private final MemberState[] members;
    private final Past past;
    private Used used = Used.NOTHING;

    private final Set<String> stages = new TreeSet<>();
    private long transitions;
    private int depth;
    private @Nullable String violation;

    /// A state on the way, with what led there and what is left to be tried from it.
    private static final class Frame {
        private final @Nullable Move entered;
        private final Before before;
        private final List<Move> moves;
        private int next;

        Frame(@Nullable Move entered, Before before, List<Move> moves) {
            this.entered = entered;
            this.before = before;
            this.moves = moves;
        }
    }

    /// What to go back to: the member that moved, the size of the past, and what was used up.
    private record Before(MemberState member, int size, Used used) {}

    /// What may come of a step of the member at a position.
    private record Move(int member, Step step, Outcome outcome) {}

    private Exploration(Bounds bounds) {
        this.bounds = bounds;
        catalogue = new Catalogue(bounds.members(), bounds.voters());
        stepper = new Stepper(bounds, catalogue);
        visited = new Visited(catalogue);
        askingLeaders = Asking.ofLeaders(bounds);
        members = new MemberState[bounds.members()];
        past = new Past(catalogue);
    }

    static Census of(Bounds bounds) {
        return new Exploration(bounds).run();
    }

    private Census run() {
        var begun = System.nanoTime();
        begin();
        while (!way.isEmpty() && violation == null) {
            var frame = way.getLast();
            if (frame.next == frame.moves.size()) {
                leave(way.removeLast());
            } else {
                attempt(frame.moves.get(frame.next++));
            }
        }
        return new Census(
                bounds,
                visited.size(),
                transitions,
                depth,
                catalogue.memberStates(),
                stepper.coreSteps(),
                catalogue.items(),
                seen(),
                Duration.ofNanos(System.nanoTime() - begun),
                violation,
                told());
    }

    private SortedSet<String> seen() {
        var seen = catalogue.kinds();
        seen.addAll(stages);
        return seen;
    }

    private void begin() {
        var addresses = new TreeMap<MemberId, String>();
        for (var id = 1; id <= bounds.voters(); id++) {
            addresses.put(MemberId.of(id), "");
        }
        var membership = new MembershipEntry(new EntryId(1, 1), Membership.ofVoters(addresses));
        var begun = new DiskImage(new Ballot(1, null), List.of(1L), List.of(membership));
        for (var at = 0; at < members.length; at++) {
            var disk = at < bounds.voters() ? begun : DiskImage.EMPTY;
            members[at] = stepper.start(new Started(MemberId.of(at + 1), disk));
        }
        isNew();
        way.add(new Frame(null, new Before(members[0], 0, used), moves()));
    }

    private boolean isNew() {
        return visited.add(members, past, used);
    }

    private List<Move> moves() {
        var moves = new ArrayList<Move>();
        for (var at = 0; at < members.length; at++) {
            addHearing(at, moves);
        }
        for (var at = 0; at < members.length; at++) {
            for (var step : ownSteps(members[at])) {
                addAll(at, step, outcomes(members[at], step), moves);
            }
        }
        return moves;
    }

    private void addHearing(int at, List<Move> moves) {
        var member = members[at];
        if (isBusy(member)) {
            return;
        }
        for (var position = 0; position < past.size(); position++) {
            if (past.item(position) instanceof Letter letter && isFor(letter, member)) {
                var step = new Step.Hears(letter);
                addAll(at, step, outcomes(member, past.number(position), letter), moves);
            }
        }
    }

    private static boolean isFor(Letter letter, MemberState member) {
        return letter.to().equals(member.started.self())
                && !letter.isDead(member.outside.disk().ballot().term());
    }

    private boolean isBusy(MemberState member) {
        return bounds.writesUnderWayMax() > 0
                && member.outside.underWay().size() >= bounds.writesUnderWayMax();
    }

    private void addAll(int at, Step step, List<Outcome> outcomes, List<Move> moves) {
        for (var outcome : outcomes) {
            var isCut = outcome.next() != null && outcome.next().term > bounds.termMax();
            if (!isCut && (!outcome.isCrash() || used.crashes() < bounds.crashesMax())) {
                transitions++;
                if (outcome.next() != members[at]
                        || outcome.violation() != null
                        || past.lacksSomeOf(outcome.items())) {
                    moves.add(new Move(at, step, outcome));
                }
            }
        }
    }

    private List<Step> ownSteps(MemberState member) {
        var steps = new ArrayList<Step>();
        var underWay = member.outside.underWay();
        if (!underWay.isEmpty()) {
            steps.add(new Step.FinishesAWrite());
        }
        if (!isBusy(member)) {
            if (member.isLeader && bounds.heartbeats()) {
                steps.add(new Step.SendsHeartbeats());
            }
            if (member.isLeader && used.requests() < bounds.requestsMax()) {
                steps.addAll(askingLeaders);
            }
            if (!used.isReadAsked() && Asking.isWorthARead(member, bounds, members, past)) {
                steps.add(Asking.FOR_A_READ);
            }
            if (!member.isLeader && member.term < bounds.termMax()) {
                steps.add(new Step.Campaigns());
            }
            if (member.isLeader) {
                steps.add(new Step.LosesItsQuorum());
            }
        }
        if (used.crashes() < bounds.crashesMax()) {
            var images = bounds.afterCrash(member.outside.disk(), underWay).size();
            for (var found = 0; found < images; found++) {
                steps.add(new Step.Crashes(found));
            }
        }
        return steps;
    }

    private void attempt(Move move) {
        var member = members[move.member];
        var outcome = move.outcome;
        var next = outcome.next();
        var before = new Before(member, past.size(), used);
        var frame = new Frame(move, before, List.of());
        if (outcome.violation() != null || next == null) {
            violation = outcome.violation();
            way.add(frame);
            return;
        }
        members[move.member] = next;
        used = used.and(move.step, outcome.isCrash());
        if (move.step.equals(Asking.FOR_A_READ)) {
            var asked = new Item.ReadAsked(past.committed());
            violation = past.add(new int[] {catalogue.intern(asked)});
        }
        var broken = past.add(outcome.items());
        violation = violation == null ? broken : violation;
        hearWhatChangesNobody();
        if (violation == null && !isNew()) {
            leave(frame);
            return;
        }
        if (violation == null) {
            violation = past.lostOf(members);
        }
        noteStage(member, next);
        way.add(new Frame(move, before, violation == null ? moves() : List.of()));
        depth = Math.max(depth, way.size() - 1);
    }

    private void noteStage(MemberState before, MemberState after) {
        if (after.joint != MemberState.Joint.NOT_AT_ALL) {
            var isElection = after.isLeader && !before.isLeader;
            stages.add("joint " + after.joint + (isElection ? " at an election" : ""));
        }
    }

    /// A message that its receiver only answers can be heard at once: whatever could happen without
    /// the answer can happen with it, too.
    private void hearWhatChangesNobody() {
        for (var position = 0; position < past.size() && violation == null; position++) {
            if (past.item(position) instanceof Letter letter) {
                var member = members[(int) letter.to().value() - 1];
                if (isFor(letter, member) && !isBusy(member)) {
                    var outcome = outcomes(member, past.number(position), letter).getFirst();
                    if (outcome.next() == member && outcome.violation() == null) {
                        violation = past.add(outcome.items());
                    }
                }
            }
        }
    }

    private List<Outcome> outcomes(MemberState member, Step step) {
        return member.local.computeIfAbsent(step, _ -> stepper.take(member, step));
    }

    private List<Outcome> outcomes(MemberState member, int number, Letter letter) {
        var known = member.known(number);
        if (known == null) {
            known = stepper.take(member, new Step.Hears(letter));
            member.learn(number, known);
        }
        return known;
    }

    private void leave(Frame frame) {
        var move = frame.entered;
        if (move == null) {
            return;
        }
        members[move.member] = frame.before.member;
        used = frame.before.used;
        past.shrink(frame.before.size);
    }

    private String told() {
        var text = new StringBuilder();
        for (var frame : way) {
            if (frame.entered != null) {
                var self = members[frame.entered.member].started.self();
                text.append("%s %s%n".formatted(self, frame.entered.step));
            }
        }
        return text.toString();
    }
}
