package io.balsa.raft.testkit.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.testkit.exhaustive.Bounds.Requests;
import io.balsa.raft.testkit.exhaustive.Checks;
import io.balsa.raft.testkit.planted.PlantedBug.Change;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.function.Function;
import java.util.stream.Stream;

/// The exhaustive check is tested, too: with a bug planted, it must find it.
class CheckedBugsTest {
    /// A bug, and the rule that it breaks first when leaders are asked for this.
    record Case(PlantedBug bug, Requests requests, String rule) {}

    static Stream<Case> cases() {
        return Stream.of(inElections(), inCommits(), inReads(), inChanges()).flatMap(all -> all);
    }

    private static Stream<Case> inElections() {
        return Stream.of(
                new Case(
                        PlantedBug.inCore(
                                "a vote leaves before it is durable",
                                "Outbox",
                                new Change(
                                        "(ballotIsDurable ? free : waiting).addAll(sends)",
                                        "free.addAll(sends)")),
                        Requests.NOTHING_ELSE,
                        "PromisesAreDurable"),
                new Case(
                        PlantedBug.inCore(
                                "a member votes twice in a term",
                                "Election",
                                new Change("state.vote(state.term(), candidate);", "")),
                        Requests.NOTHING_ELSE,
                        "PromisesAreDurable"));
    }

    private static Stream<Case> inCommits() {
        return Stream.of(
                new Case(
                        PlantedBug.inCore(
                                "half of the votes are a majority",
                                "Membership",
                                new Change("count > set.size() / 2", "count >= set.size() / 2")),
                        Requests.NOTHING_ELSE,
                        "LogMatching"),
                new Case(
                        PlantedBug.inCore(
                                "a candidate with an older log is elected",
                                "Election",
                                new Change(
                                        "return lastEntry.compareTo(state.log().lastEntry()) >= 0;",
                                        "return true;")),
                        Requests.NOTHING_ELSE,
                        "LeaderCompleteness"),
                new Case(
                        PlantedBug.inCore(
                                "an entry is committed one copy short of a majority",
                                "Membership",
                                new Change(
                                        "reached[(reached.length - 1) / 2]",
                                        "reached[(reached.length + 1) / 2]")),
                        Requests.NOTHING_ELSE,
                        "CommittedStays"));
    }

    private static Stream<Case> inReads() {
        return Stream.of(
                new Case(
                        PlantedBug.inCore(
                                "a read is answered without a quorum",
                                "ConfirmedReads",
                                new Change(
                                        "!waiting.isEmpty() && waiting.getFirst().stamp() <="
                                                + " confirmedStamp",
                                        "!waiting.isEmpty()")),
                        Requests.A_READ,
                        "ReadsSeeWhatWasCommitted"),
                new Case(
                        PlantedBug.inCore(
                                "a new leader reads before it has committed",
                                "ConfirmedReads",
                                new Change("if (leadership.hasCommittedInTerm()) {", "{")),
                        Requests.A_READ_OF_ANYBODY,
                        "ReadsSeeWhatWasCommitted"));
    }

    private static Stream<Case> inChanges() {
        return Stream.of(
                new Case(
                        PlantedBug.inCore(
                                "voters change without a joint membership",
                                "Reconfiguration",
                                new Change(": current.jointWith(target)", ": target")),
                        Requests.REMOVE_A_VOTER,
                        "NothingMissed"));
    }

    @ParameterizedTest
    @SuppressWarnings("unchecked") // Checks, of another class loader.
    @MethodSource("cases")
    void findsTheBug(Case planted) throws Exception {
        var check =
                (Function<String, String>)
                        PatchedClasses.of(planted.bug)
                                .loadClass(Checks.class.getName())
                                .getDeclaredConstructor()
                                .newInstance();

        assertThat(check.apply(planted.requests.name())).startsWith(planted.rule);
    }
}
