package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.testkit.exhaustive.MemberState.Outcome;
import io.balsa.raft.testkit.exhaustive.MemberState.Started;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/// Visits every state of a group within its bounds, depth first.
final class Exploration {
    private final Bounds bounds;
    private final Catalogue catalogue;
    private final Stepper stepper;
    private final Visited visited;
    private final ArrayDeque<Frame> way = new ArrayDeque<>();

    // The state that the search is at.
    private final MemberState[] members;
    private final BitSet isThere = new BitSet();
    private int[] there = new int[256];
    private int count;
    private int crashes;
    private int proposals;

    private long transitions;
    private int depth;
    private @Nullable String violation;

    /// A state on the way, with what led there and what is left to be tried from it.
    private static final class Frame {
        private final @Nullable Move entered;
        private final MemberState left;
        private final int count;
        private final List<Move> moves;
        private int next;

        Frame(@Nullable Move entered, MemberState left, int count, List<Move> moves) {
            this.entered = entered;
            this.left = left;
            this.count = count;
            this.moves = moves;
        }
    }

    /// What may come of a step of the member at a position.
    private record Move(int member, Step step, Outcome outcome) {}

    private Exploration(Bounds bounds) {
        this.bounds = bounds;
        catalogue = new Catalogue(bounds.members());
        stepper = new Stepper(bounds, catalogue);
        visited = new Visited(catalogue);
        members = new MemberState[bounds.members()];
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
                catalogue.kinds(),
                Duration.ofNanos(System.nanoTime() - begun),
                violation,
                told());
    }

    private void begin() {
        var addresses = new TreeMap<MemberId, String>();
        for (var id = 1; id <= bounds.members(); id++) {
            addresses.put(MemberId.of(id), "");
        }
        var membership = new MembershipEntry(new EntryId(1, 1), Membership.ofVoters(addresses));
        var disk = new DiskImage(new Ballot(1, null), List.of(1L), List.of(membership));
        for (var at = 0; at < members.length; at++) {
            members[at] = stepper.start(new Started(MemberId.of(at + 1), disk));
        }
        isNew();
        way.add(new Frame(null, members[0], 0, moves()));
    }

    private boolean isNew() {
        return visited.add(members, there, count, crashes, proposals);
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
        for (var position = 0; position < count; position++) {
            if (isFor(there[position], member)) {
                var letter = (Letter) catalogue.item(there[position]);
                var step = new Step.Hears(letter);
                addAll(at, step, outcomes(member, there[position]), moves);
            }
        }
    }

    private boolean isFor(int item, MemberState member) {
        return catalogue.item(item) instanceof Letter letter
                && letter.to().equals(member.started.self())
                && !letter.isDead(member.outside.disk().ballot().term());
    }

    private boolean isBusy(MemberState member) {
        return bounds.writesUnderWayMax() > 0
                && member.outside.underWay().size() >= bounds.writesUnderWayMax();
    }

    private void addAll(int at, Step step, List<Outcome> outcomes, List<Move> moves) {
        for (var outcome : outcomes) {
            if (!outcome.isCrash() || crashes < bounds.crashesMax()) {
                transitions++;
                if (outcome.next() != members[at] || hasNews(outcome)) {
                    moves.add(new Move(at, step, outcome));
                }
            }
        }
    }

    private boolean hasNews(Outcome outcome) {
        return Arrays.stream(outcome.items()).anyMatch(item -> !isThere.get(item));
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
            if (member.isLeader && proposals < bounds.proposalsMax()) {
                steps.add(new Step.Proposes());
            }
            if (!member.isLeader && member.term < bounds.termMax()) {
                steps.add(new Step.Campaigns());
            }
            if (member.isLeader) {
                steps.add(new Step.LosesItsQuorum());
            }
        }
        if (crashes < bounds.crashesMax()) {
            var images = member.outside.disk().afterCrash(underWay).size();
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
        var frame = new Frame(move, member, count, List.of());
        if (outcome.violation() != null || next == null) {
            violation = outcome.violation();
            way.add(frame);
            return;
        }
        members[move.member] = next;
        crashes += outcome.isCrash() ? 1 : 0;
        proposals += move.step instanceof Step.Proposes ? 1 : 0;
        for (var item : outcome.items()) {
            add(item);
        }
        hearWhatChangesNobody();
        if (!isNew()) {
            leave(frame);
            return;
        }
        checkCommittedIsOnQuorum();
        way.add(new Frame(move, member, frame.count, violation == null ? moves() : List.of()));
        depth = Math.max(depth, way.size() - 1);
    }

    /// A message that its receiver only answers can be heard at once: whatever could happen without
    /// the answer can happen with it, too.
    private void hearWhatChangesNobody() {
        for (var position = 0; position < count && violation == null; position++) {
            if (catalogue.item(there[position]) instanceof Letter letter) {
                var member = members[(int) letter.to().value() - 1];
                if (isFor(there[position], member) && !isBusy(member)) {
                    var outcome = outcomes(member, there[position]).getFirst();
                    if (outcome.next() == member && outcome.violation() == null) {
                        for (var item : outcome.items()) {
                            add(item);
                        }
                    }
                }
            }
        }
    }

    private List<Outcome> outcomes(MemberState member, Step step) {
        return member.local.computeIfAbsent(step, _ -> stepper.take(member, step));
    }

    private List<Outcome> outcomes(MemberState member, int letter) {
        var known = member.known(letter);
        if (known == null) {
            known = stepper.take(member, new Step.Hears((Letter) catalogue.item(letter)));
            member.learn(letter, known);
        }
        return known;
    }

    private void leave(Frame frame) {
        var move = frame.entered;
        if (move == null) {
            return;
        }
        members[move.member] = frame.left;
        crashes -= move.outcome.isCrash() ? 1 : 0;
        proposals -= move.step instanceof Step.Proposes ? 1 : 0;
        while (count > frame.count) {
            isThere.clear(there[--count]);
        }
    }

    private void add(int item) {
        if (isThere.get(item)) {
            if (catalogue.item(item) instanceof Item.Created) {
                violation = "LogMatching: an id is given to two entries";
            }
            return;
        }
        if (catalogue.item(item) instanceof Item.Fact fact) {
            for (var at = 0; at < count && violation == null; at++) {
                if (catalogue.item(there[at]) instanceof Item.Fact other) {
                    violation = Law.broken(fact, other);
                }
            }
        }
        if (count == there.length) {
            there = Arrays.copyOf(there, 2 * count);
        }
        isThere.set(item);
        there[count++] = item;
    }

    /// In every state, not only when it is committed: nobody drops it again.
    private void checkCommittedIsOnQuorum() {
        for (var at = 0; at < count; at++) {
            if (catalogue.item(there[at]) instanceof Item.Committed(var entry, _)) {
                var holders = 0;
                for (var member : members) {
                    holders += member.outside.disk().holds(entry) ? 1 : 0;
                }
                if (2 * holders <= members.length) {
                    violation = "CommittedStays: " + entry + " is not on the disks of a quorum";
                }
            }
        }
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
