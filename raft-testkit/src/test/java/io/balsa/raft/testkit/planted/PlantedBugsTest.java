package io.balsa.raft.testkit.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.testkit.planted.PlantedBug.Change;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/// The simulator is tested, too: with a bug planted, it must find it. `-Dsim.hunt=1000` runs so
/// many seeds with each bug, and prints in how many each was found, and by which property;
/// `-Dsim.bug=quorum` tries only the bugs with that word in their name.
class PlantedBugsTest {
    /// Bugs are to be found within so many seeds: fewer than every build tries.
    private static final int SEEDS_MAX = 200;

    private static final PlantedBug[] ALL = {
        PlantedBug.inCore(
                "a vote leaves before it is durable",
                "Outbox",
                new Change(
                        "(ballotIsDurable ? free : waiting).addAll(sends)", "free.addAll(sends)")),
        PlantedBug.inCore(
                "a member votes twice in a term",
                "Ballot",
                new Change("votedFor == null || votedFor.equals(candidate)", "true")),
        PlantedBug.inCore(
                "a member forgets at once whom it voted for",
                "Election",
                new Change("state.vote(state.term(), candidate);", "")),
        PlantedBug.inCore(
                "half of the votes are a majority",
                "Membership",
                new Change("count > set.size() / 2", "count >= set.size() / 2")),
        PlantedBug.inCore(
                "an entry is committed one copy short of a majority",
                "Membership",
                new Change(
                        "reached[(reached.length - 1) / 2]", "reached[(reached.length + 1) / 2]")),
        PlantedBug.inCore(
                "entries of earlier terms are committed by counting copies",
                "Leadership",
                new Change("reached >= firstIndexOfTerm", "reached > 0")),
        PlantedBug.inCore(
                "a candidate with an older log is elected",
                "Election",
                new Change(
                        "return lastEntry.compareTo(state.log().lastEntry()) >= 0;",
                        "return true;")),
        PlantedBug.inCore(
                "entries are acknowledged before they are durable",
                "Outbox",
                new Change(
                        "ballotIsDurable && message.matched() <=" + " state.durability().index()",
                        "ballotIsDurable")),
        PlantedBug.inNode(
                "the disk lane reports before it writes",
                "DiskWriter",
                new Change("            write(batch);\n", ""),
                new Change(
                        "onPersisted.accept(batch.sequence);",
                        "onPersisted.accept(batch.sequence); write(batch);")),
        PlantedBug.inCore(
                "a read is answered without a quorum",
                "ConfirmedReads",
                new Change(
                        "!waiting.isEmpty() && waiting.getFirst().stamp() <=" + " confirmedStamp",
                        "!waiting.isEmpty()")),
        PlantedBug.inCore(
                "a new leader reads before it has committed",
                "ConfirmedReads",
                new Change("if (leadership.hasCommittedInTerm()) {", "{")),
        PlantedBug.inCore(
                "a follower keeps what contradicts its leader",
                "Knowledge",
                new Change(
                        "            truncateAfter(difference - 1);\n", "            return;\n")),
        PlantedBug.inNode(
                "a copy of a forwarded proposal is appended again",
                "RecentProposals",
                new Change("if (!known.add(proposal)) {", "if (!known.add(proposal) && false) {")),
        PlantedBug.inCore(
                "commits are counted by the old membership until the new one is committed",
                "Followers",
                new Change(
                        "var membership = state.membership();",
                        "var membership = state.committedMembership().membership().isEmpty()"
                                + " ? state.membership()"
                                + " : state.committedMembership().membership();")),
        PlantedBug.inCore(
                "a joint membership is one large set of voters",
                "Membership",
                new Change(
                        "for (var set : voterSets) {\n            reached",
                        "for (var set : List.of(voters())) {\n            reached")),
        PlantedBug.inCore(
                "one set of a joint membership elects a leader",
                "Membership",
                new Change(".allMatch(set ->", ".anyMatch(set ->")),
        PlantedBug.inCore(
                "voters change without a joint membership",
                "Reconfiguration",
                new Change(": current.jointWith(target)", ": target")),
        PlantedBug.inCore(
                "a removed leader leads on",
                "Reconfiguration",
                new Change("leadership.transfer().retire();", "")),
        PlantedBug.inCore(
                "a learner campaigns",
                "Candidacy",
                new Change("belonging() == Belonging.VOTER", "belonging() != Belonging.STRANGER")),
        PlantedBug.inCore(
                "the id of a removed member is used again",
                "MembershipDraft",
                new Change(
                        "if (retired.contains(member)) {\n            return",
                        "if (false) {\n            return")),
        PlantedBug.inCore(
                "leadership is handed to a member that lacks entries",
                "Transfer",
                new Change(
                        "state.now() >= tellAt && matched(to) == state.log().lastIndex()",
                        "state.now() >= tellAt")),
        PlantedBug.inCore(
                "a lease outlives a handover",
                "LeaseReads",
                new Change("&& !leadership.mayHaveHandedOver()", "")),
        PlantedBug.inCore(
                "a blank member is trusted at once",
                "Ballot",
                new Change("new Ballot(0, null, true)", "new Ballot(0, null, false)")),
        PlantedBug.inCore(
                "a follower installs a snapshot behind its commit",
                "Snapshots",
                new Change("if (last.index() <= state.commit()) {", "if (false) {"),
                new Change("} else if (state.log().contains(last)) {", "} else if (false) {"))
    };

    static Stream<PlantedBug> bugs() {
        var wanted = System.getProperty("sim.bug", "");
        return Stream.of(ALL).filter(bug -> bug.name().contains(wanted));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void findsTheBug(PlantedBug bug) throws Exception {
        var hunt = hunt(bug);
        var seeds = Integer.getInteger("sim.hunt", 0);
        if (seeds > 0) {
            printFindings(bug, hunt, seeds);
            return;
        }
        for (var seed = 1; seed <= SEEDS_MAX; seed++) {
            if (!hunt.apply(seed).isEmpty()) {
                return;
            }
        }
        assertThat(bug).as("a bug that %d seeds do not find", SEEDS_MAX).isNull();
    }

    /// Otherwise a hunt that always finds something would pass.
    @Test
    void findsNothingWhereNothingIsWrong() throws Exception {
        var hunt = hunt(PlantedBug.inCore("nothing", "Outbox"));

        for (var seed = 1; seed <= 20; seed++) {
            assertThat(hunt.apply(seed)).isEmpty();
        }
    }

    @SuppressWarnings("unchecked") // A hunt, of another class loader.
    private static LongFunction<String> hunt(PlantedBug bug) throws Exception {
        return (LongFunction<String>)
                PatchedClasses.of(bug)
                        .loadClass(Hunt.class.getName())
                        .getDeclaredConstructor()
                        .newInstance();
    }

    private static void printFindings(PlantedBug bug, LongFunction<String> hunt, int seeds) {
        Map<String, Integer> findings = new TreeMap<>();
        var found = 0;
        var first = 0L;
        for (var seed = 1L; seed <= seeds; seed++) {
            var property = hunt.apply(seed);
            if (!property.isEmpty()) {
                found++;
                first = first == 0 ? seed : first;
                findings.merge(property, 1, Integer::sum);
            }
        }
        System.out.printf(
                "%-60s first found by seed %d, by %d of %d: %s%n",
                bug, first, found, seeds, List.of(findings));
    }
}
