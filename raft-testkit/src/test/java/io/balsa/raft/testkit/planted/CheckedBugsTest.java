package io.balsa.raft.testkit.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.testkit.exhaustive.Checks;
import io.balsa.raft.testkit.planted.PlantedBug.Change;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.function.Supplier;
import java.util.stream.Stream;

/// The exhaustive check is tested, too: with a bug planted, it must find it.
class CheckedBugsTest {
    /// A bug, and the rule that it breaks first.
    record Case(PlantedBug bug, String rule) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        PlantedBug.inCore(
                                "a vote leaves before it is durable",
                                "Outbox",
                                new Change(
                                        "(ballotIsDurable ? free : waiting).addAll(sends)",
                                        "free.addAll(sends)")),
                        "PromisesAreDurable"),
                new Case(
                        PlantedBug.inCore(
                                "a member votes twice in a term",
                                "Election",
                                new Change("state.vote(state.term(), candidate);", "")),
                        "PromisesAreDurable"),
                new Case(
                        PlantedBug.inCore(
                                "half of the votes are a majority",
                                "Membership",
                                new Change("count > set.size() / 2", "count >= set.size() / 2")),
                        "LogMatching"),
                new Case(
                        PlantedBug.inCore(
                                "a candidate with an older log is elected",
                                "Election",
                                new Change(
                                        "return lastEntry.compareTo(state.log().lastEntry()) >= 0;",
                                        "return true;")),
                        "LeaderCompleteness"),
                new Case(
                        PlantedBug.inCore(
                                "an entry is committed one copy short of a majority",
                                "Membership",
                                new Change(
                                        "reached[(reached.length - 1) / 2]",
                                        "reached[(reached.length + 1) / 2]")),
                        "CommittedStays"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheBug(Case planted) throws Exception {
        var check =
                (Supplier<?>)
                        PatchedClasses.of(planted.bug)
                                .loadClass(Checks.class.getName())
                                .getDeclaredConstructor()
                                .newInstance();

        assertThat(check.get().toString()).startsWith(planted.rule);
    }
}
