package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.MemoryLog;
import io.balsa.raft.log.snapshot.MemorySnapshots;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// What callers are told of commands whose leader did not stay.
class ApplierTest {
    private static final Timing TIMING = new Timing(50_000_000, 1_000_000_000, 2_000_000_000);

    private final List<Throwable> failures = new ArrayList<>();
    private StateMachine<Integer> machine = (_, command) -> (int) command.get();
    private final Applier<Integer> applier =
            new Applier<>(
                    (id, command) -> machine.apply(id, command),
                    new MemoryLog(),
                    Observer.NONE,
                    failures::add);

    @Test
    void answersWithWhatTheStateMachineMadeOfTheCommand() {
        var caller = expect(new EntryId(1, 1));

        apply(command(1, 1));

        assertThat(caller).isCompletedWithValue(new Applied<>(new EntryId(1, 1), 7));
    }

    /// A new leader's first entry may be the last one for long.
    @Test
    void tellsAllWhoseCommandsCanNoLongerBeCommittedAtOnce() {
        var first = expect(new EntryId(1, 1));
        var second = expect(new EntryId(1, 2));

        apply(Entry.blank(new EntryId(2, 1)));

        assertThat(first.exceptionNow()).isInstanceOf(RaftException.Superseded.class);
        assertThat(second.exceptionNow()).isInstanceOf(RaftException.Superseded.class);
        assertThat(expect(new EntryId(1, 3)).exceptionNow())
                .isInstanceOf(RaftException.Superseded.class);
    }

    /// The later leader may be the one that is lost.
    @Test
    void doesNotRuleOutACommandWhosePlaceAnotherLeaderGaveAway() {
        var earlier = expect(new EntryId(1, 1));
        var later = expect(new EntryId(2, 1));

        assertThat(earlier.exceptionNow()).isInstanceOf(RaftException.OutcomeUnknown.class);
        apply(command(2, 1));
        assertThat(later).isCompletedWithValue(new Applied<>(new EntryId(2, 1), 7));
    }

    @Test
    void failsTheCallerWhoseCommandStoppedTheMember() {
        machine =
                (_, _) -> {
                    throw new StackOverflowError("a poisonous command");
                };
        var caller = expect(new EntryId(1, 1));

        apply(command(1, 1));
        applier.refuseAll(
                new RaftException.Stopped("stopped", true),
                new RaftException.Stopped("stopped", false));

        assertThat(failures).singleElement().isInstanceOf(StackOverflowError.class);
        assertThat(caller.exceptionNow()).isInstanceOf(RaftException.Stopped.class);
    }

    /// What was purged is never applied one by one, so nothing else would answer them (OpenRaft's
    /// #1761).
    @Test
    void tellsCallersWhoseCommandsAreInASnapshotThatWasInstalled() throws IOException {
        var snapshots = new MemorySnapshots();
        var world =
                new RaftSetup.World(
                        new ManualRuntime(),
                        new MemoryLog(),
                        snapshots,
                        new InProcessTransport().of(MemberId.of(1)),
                        new SplittableRandom(1),
                        Observer.NONE);
        var setup = RaftSetup.of(MemberId.of(1), TIMING, null, world, new Restorable());
        var installing = new Applier<>(setup, Comeback.of(setup), null, failures::add);
        var held = expect(installing, new EntryId(1, 5));
        var beyond = expect(installing, new EntryId(1, 11));
        var later = expect(installing, new EntryId(2, 11));
        var mark = finish(snapshots, new EntryId(2, 10));

        installing.restore(mark);
        installing.run();

        assertThat(held.exceptionNow()).isInstanceOf(RaftException.OutcomeUnknown.class);
        assertThat(beyond.exceptionNow()).isInstanceOf(RaftException.OutcomeUnknown.class);
        assertThat(later).isNotDone();
        assertThat(expect(installing, new EntryId(2, 9)).exceptionNow())
                .isInstanceOf(RaftException.OutcomeUnknown.class);
        assertThat(failures).isEmpty();
    }

    private static SnapshotMark finish(MemorySnapshots snapshots, EntryId last) throws IOException {
        var membership = new MembershipEntry(new EntryId(1, 1), LocalGroup.voters(1));
        var mark = new SnapshotMark(last, membership);
        try (var draft = snapshots.begin(mark)) {
            draft.finish();
        }
        return mark;
    }

    @Test
    void keepsTheSharedBufferFromAStateMachineThatReadsThroughIt() {
        var entry = command(1, 1);

        apply(entry);

        assertThat(entry.payload().remaining()).isEqualTo(1);
    }

    private CompletableFuture<Applied<Integer>> expect(EntryId id) {
        return expect(applier, id);
    }

    private static CompletableFuture<Applied<Integer>> expect(
            Applier<Integer> applier, EntryId id) {
        var answer = new CompletableFuture<Applied<Integer>>();
        applier.expect(id, List.of(new Pending<>(ByteBuffer.allocate(0), answer)));
        applier.run();
        return answer;
    }

    private void apply(Entry entry) {
        applier.apply(entry.id().index(), List.of(entry));
        applier.run();
    }

    private static Entry command(long term, long index) {
        var payload = ByteBuffer.wrap(new byte[] {7});
        return new Entry(new EntryId(term, index), Entry.Kind.COMMAND, payload);
    }

    private static final class Restorable implements StateMachine<Integer> {
        @Override
        public Integer apply(EntryId id, ByteBuffer command) {
            return command.remaining();
        }

        @Override
        public void restore(InputStream in) {}
    }
}
