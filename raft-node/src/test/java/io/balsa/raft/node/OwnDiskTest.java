package io.balsa.raft.node;

import static io.balsa.raft.node.MemberDisk.command;
import static io.balsa.raft.node.MemberDisk.commands;
import static io.balsa.raft.node.MemberDisk.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.CorruptLogException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// A state machine with a disk of its own goes on where that stands, and nothing is applied twice
/// or left out.
class OwnDiskTest {
    private static final Ballot BALLOT = new Ballot(2, null);
    private static final MembershipEntry ALONE =
            new MembershipEntry(new EntryId(1, 1), LocalGroup.voters(1));
    private static final MembershipEntry THREE =
            new MembershipEntry(new EntryId(1, 1), LocalGroup.voters(3));
    private static final EntryId FOURTH = new EntryId(2, 4);
    private static final EntryId SIXTH = new EntryId(2, 6);

    private final ManualRuntime runtime = new ManualRuntime();

    @TempDir private Path folder;
    private MemberDisk disk;

    @BeforeEach
    void open() {
        disk = new MemberDisk(folder);
    }

    // ---- Where it goes on ----

    private void assertGoesOn(Ledger machine, String... words) throws IOException {
        try (var node = disk.start(runtime, machine)) {
            runtime.pass(LocalGroup.LONG.toNanos());
            var answer = node.propose(UTF_8.encode("new"));
            runtime.run();

            assertThat(answer).isCompleted();
            assertThat(machine.words()).containsExactly(words);
        }
    }

    @Test
    void goesOnWhereItStandsInTheLog() throws IOException {
        disk.log(
                BALLOT,
                entry(ALONE),
                command(new EntryId(2, 2)),
                command(new EntryId(2, 3)),
                command(FOURTH),
                command(new EntryId(2, 5)));
        var machine = Ledger.upTo(FOURTH, 3);

        assertGoesOn(machine, "word-2", "word-3", "word-4", "word-5", "new");
        assertThat(machine.restores()).isZero();
    }

    @Test
    void goesOnBehindASnapshotThatItHasReached() throws IOException {
        disk.logBehind(FOURTH, BALLOT, commands(FOURTH, 2, 2));
        disk.snapshot(new SnapshotMark(FOURTH, ALONE), Ledger.upTo(FOURTH, 3));
        var machine = Ledger.upTo(FOURTH, 3);

        assertGoesOn(machine, "word-2", "word-3", "word-4", "word-5", "word-6", "new");
        assertThat(machine.restores()).isZero();
    }

    @Test
    void isRestoredFromASnapshotThatItStandsBefore() throws IOException {
        disk.logBehind(FOURTH, BALLOT, commands(FOURTH, 2, 2));
        disk.snapshot(new SnapshotMark(FOURTH, ALONE), Ledger.upTo(FOURTH, 3));
        var machine = Ledger.upTo(new EntryId(2, 3), 2);

        assertGoesOn(machine, "word-2", "word-3", "word-4", "word-5", "word-6", "new");
        assertThat(machine.restores()).isEqualTo(1);
    }

    // ---- What its snapshots say ----

    private SnapshotMark takeSnapshotAlone(Ledger machine) throws IOException {
        try (var node = disk.start(runtime, machine)) {
            var taken = node.trigger().snapshot();
            runtime.run();
            assertThat(taken).isCompletedWithValue(SIXTH);
            assertThat(node.termination()).isNotDone();
            assertThat(node.state().log().purged()).isEqualTo(SIXTH);
        }
        try (var snapshots = disk.openSnapshots()) {
            return requireNonNull(snapshots.newest());
        }
    }

    /// The entry that holds it was purged long ago, so only the snapshot before knows it. What was
    /// applied is committed, whether a leader has said so since the start or not.
    @Test
    void keepsTheMembershipOfTheSnapshotThatItHasPassed() throws IOException {
        disk.logBehind(FOURTH, BALLOT, commands(FOURTH, 2, 2));
        disk.snapshot(new SnapshotMark(FOURTH, THREE), Ledger.upTo(FOURTH, 3));

        var taken = takeSnapshotAlone(Ledger.upTo(SIXTH, 5));

        assertThat(taken).isEqualTo(new SnapshotMark(SIXTH, THREE));
    }

    @Test
    void knowsTheMembershipThatItHasPassedInTheLog() throws IOException {
        var second = new MembershipEntry(new EntryId(2, 5), LocalGroup.voters(4));
        var third = new MembershipEntry(new EntryId(2, 7), LocalGroup.voters(5));
        disk.logBehind(FOURTH, BALLOT, entry(second), command(SIXTH), entry(third));
        disk.snapshot(new SnapshotMark(FOURTH, THREE), Ledger.upTo(FOURTH, 3));

        var taken = takeSnapshotAlone(Ledger.upTo(SIXTH, 4));

        assertThat(taken).isEqualTo(new SnapshotMark(SIXTH, second));
    }

    // ---- What it cannot have ----

    private void assertRefused(Ledger machine, String what) throws IOException {
        assertThatThrownBy(() -> disk.start(runtime, machine))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(CorruptLogException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("under a new id and with an empty state machine");
        assertThat(runtime.lanes()).isZero();
    }

    /// What it has, and what the log has not, would be passed over by whatever comes there now.
    @Test
    void refusesALogThatEndsBeforeWhatItHasApplied() throws IOException {
        disk.log(BALLOT, commands(EntryId.NONE, 1, 2, 2));

        assertRefused(
                Ledger.upTo(FOURTH, 3),
                "the state machine has applied entry 2/4, and the log ends with entry 2/3");
    }

    @Test
    void refusesALogThatIsNew() throws IOException {
        assertRefused(
                Ledger.upTo(FOURTH, 3),
                "the state machine has applied entry 2/4, and the log ends with entry 0/0");
    }

    @Test
    void refusesALogThatHoldsAnotherEntryThanItHasApplied() throws IOException {
        disk.log(new Ballot(3, null), commands(EntryId.NONE, 1, 2, 2, 3, 3));

        assertRefused(
                Ledger.upTo(FOURTH, 3),
                "the state machine has applied entry 2/4, and the log holds entry 3/4");
    }

    @Test
    void refusesASnapshotThatContradictsWhatItHasApplied() throws IOException {
        var base = new EntryId(1, 1);
        disk.logBehind(base, new Ballot(3, null), commands(base, 2, 2));
        disk.snapshot(new SnapshotMark(new EntryId(2, 9), THREE), new Ledger());

        assertRefused(
                Ledger.upTo(new EntryId(3, 9), 8),
                "has applied entry 3/9, and the newest snapshot ends with entry 2/9");
        assertRefused(
                Ledger.upTo(new EntryId(3, 4), 3),
                "has applied entry 3/4, and the newest snapshot ends with entry 2/9");
        assertNothingChanged(base);
    }

    /// Without the machine, the log would have begun anew behind the snapshot.
    private void assertNothingChanged(EntryId base) throws IOException {
        try (var log = disk.openLog()) {
            assertThat(log.recovery().log().previous()).isEqualTo(base);
            assertThat(log.recovery().log().lastEntry()).isEqualTo(new EntryId(2, 3));
        }
    }

    @Test
    void refusesASnapshotThatTheLogContradictsBeforeWhatItHasApplied() throws IOException {
        disk.log(new Ballot(3, null), commands(EntryId.NONE, 1, 2, 3, 3, 3));
        disk.snapshot(new SnapshotMark(new EntryId(2, 3), THREE), new Ledger());

        assertRefused(
                Ledger.upTo(new EntryId(3, 4), 3),
                "snapshot ends with entry 2/3, which the log does not hold");
    }
}
