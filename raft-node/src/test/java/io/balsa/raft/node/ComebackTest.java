package io.balsa.raft.node;

import static io.balsa.raft.node.MemberDisk.command;
import static io.balsa.raft.node.MemberDisk.commands;
import static io.balsa.raft.node.MemberDisk.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Limits;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.Raft;
import io.balsa.raft.core.RaftConfig;
import io.balsa.raft.core.RaftOptions;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.CorruptLogException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// A member makes whole what a crash has left, and refuses what none can have left.
class ComebackTest {
    private static final MembershipEntry FIRST = membership(new EntryId(1, 1), 3);
    private static final EntryId BASE = new EntryId(3, 5);

    private final ManualRuntime runtime = new ManualRuntime();

    @TempDir private Path folder;
    private MemberDisk disk;

    @BeforeEach
    void open() {
        disk = new MemberDisk(folder);
    }

    private static MembershipEntry membership(EntryId id, int voters) {
        return new MembershipEntry(id, LocalGroup.voters(voters));
    }

    private static SnapshotMark mark(long term, long index) {
        return new SnapshotMark(new EntryId(term, index), FIRST);
    }

    private void snapshot(SnapshotMark mark) throws IOException {
        disk.snapshot(mark, new Ledger());
    }

    private Comeback comeBack() throws IOException {
        try (var log = disk.openLog();
                var snapshots = disk.openSnapshots()) {
            return Comeback.of(log, snapshots, EntryId.NONE);
        }
    }

    private LogSlice logOnDisk() throws IOException {
        try (var log = disk.openLog()) {
            return log.recovery().log();
        }
    }

    // ---- What a crash may leave ----

    @Test
    void keepsALogThatHoldsTheLastEntryOfTheSnapshot() throws IOException {
        disk.log(new Ballot(2, null), commands(EntryId.NONE, 1, 2, 2, 2));
        snapshot(mark(2, 3));

        var state = comeBack().state();

        assertThat(state.log()).isEqualTo(logOnDisk());
        assertThat(state.log().lastEntry()).isEqualTo(new EntryId(2, 4));
        assertThat(state.commitIndex()).isEqualTo(3);
    }

    @Test
    void beginsAnewBehindASnapshotThatTheLogDoesNotReach() throws IOException {
        disk.log(new Ballot(2, MemberId.of(2)), commands(EntryId.NONE, 1, 2, 2));
        snapshot(mark(3, 9));

        var state = comeBack().state();

        assertThat(state.log()).isEqualTo(LogSlice.empty(new EntryId(3, 9)));
        assertThat(state.ballot()).isEqualTo(new Ballot(3, null));
        assertThat(logOnDisk()).isEqualTo(state.log());
    }

    @Test
    void beginsAnewBehindASnapshotThatTheLogContradicts() throws IOException {
        var ballot = new Ballot(4, MemberId.of(2));
        disk.log(ballot, commands(EntryId.NONE, 1, 2, 2, 2, 2));
        snapshot(mark(3, 4));

        var state = comeBack().state();

        assertThat(state.log()).isEqualTo(LogSlice.empty(new EntryId(3, 4)));
        assertThat(state.ballot()).isEqualTo(ballot);
        assertThat(logOnDisk()).isEqualTo(state.log());
    }

    /// The leader of term 3 wrote entry 2 on this disk alone; the leader of term 4 had those of
    /// term 2 committed (§5.4.2, Figure 8), and this member stopped when it had the snapshot.
    @Test
    void dropsWhatALaterLeaderHadWrittenHereAlone() throws IOException {
        disk.log(new Ballot(4, null), commands(EntryId.NONE, 1, 3));
        snapshot(mark(2, 2));

        assertThat(comeBack().state().log()).isEqualTo(LogSlice.empty(new EntryId(2, 2)));
    }

    @Test
    void dropsWhatALaterLeaderHadWrittenHereAloneBeforeTheSnapshotEnds() throws IOException {
        disk.log(new Ballot(4, null), commands(EntryId.NONE, 1, 3));
        snapshot(mark(2, 4));

        assertThat(comeBack().state().log()).isEqualTo(LogSlice.empty(new EntryId(2, 4)));
    }

    // ---- What no crash leaves ----

    private void assertRefused(String what) throws IOException {
        var before = logOnDisk();
        assertThatThrownBy(this::comeBack)
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining(what)
                .hasMessageContaining("let the member begin anew under a new id");
        assertThat(logOnDisk()).isEqualTo(before);
    }

    @Test
    void refusesALogWhoseBeginningNoSnapshotHolds() throws IOException {
        disk.logBehind(BASE, new Ballot(3, null), commands(BASE, 3, 3));
        assertRefused("the log begins behind entry 3/5, and no snapshot goes up to there");

        snapshot(mark(3, 4));
        assertRefused("the log begins behind entry 3/5, and no snapshot goes up to there");
    }

    /// Both were committed, so they cannot be two entries of the same index.
    @Test
    void refusesASnapshotThatEndsWithAnotherEntryThanTheLogBeginsBehind() throws IOException {
        disk.logBehind(BASE, new Ballot(4, null), commands(BASE, 3, 3));

        snapshot(mark(2, 5));
        assertRefused("behind entry 3/5, and the newest snapshot ends with entry 2/5");

        snapshot(mark(4, 5));
        assertRefused("behind entry 3/5, and the newest snapshot ends with entry 4/5");
    }

    /// Both were committed, so terms do not fall from one to the other.
    @Test
    void refusesASnapshotOfAnEarlierTermThanTheLogBeginsWith() throws IOException {
        disk.logBehind(BASE, new Ballot(3, null), commands(BASE, 3, 3));
        snapshot(mark(2, 9));

        assertRefused("behind entry 3/5, and the newest snapshot ends with entry 2/9");
    }

    @Test
    void refusesABallotThatIsOlderThanTheLog() throws IOException {
        disk.log(new Ballot(2, null), commands(EntryId.NONE, 1, 2, 3));

        assertRefused("the ballot is of term 2, and the log ends with entry 3/3");
    }

    // ---- Which membership counts ----

    private Raft raft() throws IOException {
        var timing = new Timing(50_000_000, 1_000_000_000, 2_000_000_000);
        var config = new RaftConfig(MemberId.of(1), timing, Limits.DEFAULT, RaftOptions.DEFAULT);
        var found = comeBack();
        return new Raft(config, found.state(), found.sizes(), new SplittableRandom(1));
    }

    @Test
    void takesTheMembershipOfTheSnapshotWhenTheLogHasNoneBehindIt() throws IOException {
        disk.logBehind(BASE, new Ballot(3, null), commands(BASE, 3, 3));
        snapshot(new SnapshotMark(BASE, FIRST));

        var raft = raft();

        assertThat(raft.membershipEntry()).isEqualTo(FIRST);
        assertThat(raft.committedMembership()).isEqualTo(FIRST);
    }

    @Test
    void takesTheMembershipOfTheLogThatIsNewerThanThatOfTheSnapshot() throws IOException {
        var newer = membership(new EntryId(3, 6), 4);
        disk.logBehind(BASE, new Ballot(3, null), entry(newer), command(new EntryId(3, 7)));
        snapshot(new SnapshotMark(BASE, FIRST));

        var raft = raft();

        assertThat(raft.membershipEntry()).isEqualTo(newer);
        assertThat(raft.committedMembership()).isEqualTo(FIRST);
    }

    @Test
    void takesTheMembershipOfTheSnapshotThatIsNewerThanThatOfTheLog() throws IOException {
        var newer = membership(new EntryId(3, 8), 4);
        disk.log(new Ballot(3, null), entry(FIRST), command(new EntryId(2, 2)));
        snapshot(new SnapshotMark(new EntryId(3, 9), newer));

        var raft = raft();

        assertThat(raft.membershipEntry()).isEqualTo(newer);
        assertThat(raft.committedMembership()).isEqualTo(newer);
    }

    @Test
    void findsOneMembershipWhereSnapshotAndLogHoldTheSame() throws IOException {
        var second = membership(new EntryId(2, 2), 4);
        disk.log(
                new Ballot(2, null),
                entry(FIRST),
                entry(second),
                command(new EntryId(2, 3)),
                command(new EntryId(2, 4)));
        snapshot(new SnapshotMark(new EntryId(2, 3), second));

        var raft = raft();

        assertThat(raft.membershipEntry()).isEqualTo(second);
        assertThat(raft.committedMembership()).isEqualTo(second);
    }

    // ---- What is applied again ----

    /// No store keeps the commit index: the group tells it again.
    @Test
    void appliesWhatWasCommittedBehindTheSnapshotOnceMore() throws IOException {
        var alone = membership(new EntryId(1, 1), 1);
        var last = new EntryId(1, 4);
        disk.log(
                new Ballot(1, null),
                entry(alone),
                command(new EntryId(1, 2)),
                command(new EntryId(1, 3)),
                command(last),
                command(new EntryId(1, 5)),
                command(new EntryId(1, 6)));
        disk.snapshot(new SnapshotMark(last, alone), Ledger.upTo(last, 3));
        var machine = new Ledger();
        try (var node = disk.start(runtime, machine)) {
            runtime.run();
            assertThat(machine.words()).containsExactly("word-2", "word-3", "word-4");

            var recovered = node.await().recovered(LocalGroup.LONG);
            runtime.pass(LocalGroup.LONG.toNanos());

            assertThat(recovered).isCompleted();
            assertThat(machine.words())
                    .containsExactly("word-2", "word-3", "word-4", "word-5", "word-6");
        }
    }
}
