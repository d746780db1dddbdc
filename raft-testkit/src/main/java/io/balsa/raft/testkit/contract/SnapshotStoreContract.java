package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.noise;
import static io.balsa.raft.testkit.contract.ExampleEntries.voters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.snapshot.CorruptSnapshotException;
import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.log.snapshot.SnapshotPartial;
import io.balsa.raft.log.snapshot.SnapshotStore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/// What every [SnapshotStore] promises. Extend it, and say how to open yours.
///
/// What a crash leaves is not tried here: run the store on a disk that can be stopped for that.
public abstract class SnapshotStoreContract {
    private SnapshotStore store;

    /// Opens the store under test: a new one first, the same again when it has been closed.
    protected abstract SnapshotStore open() throws IOException;

    /// Does the store remember anything after it was closed?
    protected abstract boolean isDurable();

    /// The store is opened here and not in a constructor, which subclasses need for themselves.
    @BeforeEach
    final void openStore() throws IOException {
        store = open();
    }

    @AfterEach
    final void closeStore() throws IOException {
        store.close();
    }

    @Test
    void startsWithoutASnapshot() throws IOException {
        assertThat(store.newest()).isNull();
        assertThat(store.open()).isNull();
    }

    @Test
    void readsBackWhatWasWrittenOfAnySize() throws IOException {
        var index = 0;
        for (var bytes : new int[] {0, 1, 65_531, 65_532, 65_533, 131_064, 1 << 20, 3_333_333}) {
            var content = noise(bytes);
            var mark = mark(1, ++index);
            var id = write(mark, content);
            assertThat(id).isEqualTo(new SnapshotId(mark.last(), bytes, checksum(content)));
            assertNewest(mark, content);
        }
    }

    @Test
    void takesSmallWrites() throws IOException {
        var content = noise(100_000);
        try (var draft = store.begin(mark(1, 10))) {
            for (var from = 0; from < content.length; ) {
                var count = Math.min(content.length - from, 1 + from % 7);
                if (count == 1) {
                    draft.stream().write(content[from]);
                } else {
                    draft.stream().write(content, from, count);
                }
                from += count;
            }
            draft.finish();
        }
        assertNewest(mark(1, 10), content);
    }

    @Test
    void readsFromAnyPlace() throws IOException {
        var content = noise(300_000);
        write(mark(1, 10), content);
        var random = new SplittableRandom(1);
        try (var file = requireNonNull(store.open())) {
            for (var i = 0; i < 300; i++) {
                var start = random.nextInt(content.length + 10);
                var target = ByteBuffer.allocate(random.nextInt(i % 3 == 0 ? 200_000 : 100));
                file.read(start, target);
                var end = Math.min(content.length, start + target.capacity());
                var expected = start >= end ? new byte[0] : Arrays.copyOfRange(content, start, end);
                assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(expected));
            }
        }
    }

    @Test
    void showsNothingOfADraftBeforeItIsFinished() throws IOException {
        var old = noise(1_000);
        write(mark(1, 10), old);
        try (var draft = store.begin(mark(1, 20))) {
            draft.stream().write(noise(70_000));
            draft.stream().close();
            assertNewest(mark(1, 10), old);
        }
        assertNewest(mark(1, 10), old);
        reopen();
        assertNewest(mark(1, 10), old);
    }

    @Test
    void finishesADraftWhoseStreamWasClosed() throws IOException {
        try (var draft = store.begin(mark(1, 10));
                var stream = draft.stream()) {
            stream.write(noise(10));
            stream.close();
            draft.finish();
        }
        assertNewest(mark(1, 10), noise(10));
    }

    @Test
    void givesUpADraftWhenAnotherIsBegun() throws IOException {
        var first = store.begin(mark(1, 10));
        first.stream().write(noise(10));
        try (var second = store.begin(mark(1, 20))) {
            assertThatThrownBy(first::finish).isInstanceOf(IOException.class);
            first.close();
            assertThat(store.newest()).isNull();
            second.stream().write(noise(20));
            second.finish();
        }
        assertNewest(mark(1, 20), noise(20));
    }

    @Test
    void movesToLaterEntriesAndNeverBack() throws IOException {
        write(mark(1, 10), noise(10));
        write(mark(2, 20), noise(20));
        assertNewest(mark(2, 20), noise(20));
        write(mark(1, 15), noise(15));
        assertNewest(mark(2, 20), noise(20));
        reopen();
        assertNewest(mark(2, 20), noise(20));
    }

    @Test
    void takesOtherBytesForTheSameEntry() throws IOException {
        write(mark(1, 10), noise(10));
        write(mark(1, 10), noise(11));
        assertNewest(mark(1, 10), noise(11));
    }

    @Test
    void letsReadersOfAReplacedSnapshotFinish() throws IOException {
        var old = noise(200_000);
        write(mark(1, 10), old);
        try (var file = requireNonNull(store.open())) {
            write(mark(1, 20), noise(20));
            write(mark(1, 30), noise(30));
            assertThat(file.mark()).isEqualTo(mark(1, 10));
            var content = ByteBuffer.allocate(old.length);
            file.read(0, content);
            assertThat(content.array()).isEqualTo(old);
        }
    }

    @Test
    void receivesWhatAnotherMemberWrote() throws IOException {
        var content = noise(400_000);
        try (var partial = receive(mark(3, 10), content)) {
            assertThat(partial.received()).isZero();
            feed(partial, content, content.length);
            assertThat(store.newest()).isNull();
            partial.finish();
        }
        assertNewest(mark(3, 10), content);
        reopen();
        assertNewest(mark(3, 10), content);
    }

    @Test
    void goesOnWithAReceptionThatWasClosed() throws IOException {
        var content = noise(1_000_000);
        for (var end = 0; end <= content.length; end += 125_000) {
            try (var partial = receive(mark(3, 10), content)) {
                assertThat(partial.received()).isBetween((long) end - 250_000, (long) end);
                feed(partial, content, end);
            }
        }
        try (var partial = receive(mark(3, 10), content)) {
            feed(partial, content, content.length);
            partial.finish();
        }
        assertNewest(mark(3, 10), content);
    }

    @Test
    void goesOnWithAReceptionAfterARestart() throws IOException {
        var content = noise(1_000_000);
        try (var partial = receive(mark(3, 10), content)) {
            feed(partial, content, 700_000);
        }
        reopen();
        assertThat(store.newest()).isNull();
        try (var partial = receive(mark(3, 10), content)) {
            assertThat(partial.received()).isBetween(600_000L, 700_000L);
            feed(partial, content, content.length);
            partial.finish();
        }
        assertNewest(mark(3, 10), content);
    }

    @Test
    void beginsAnewWithOtherContent() throws IOException {
        var first = noise(200_000);
        var second = noise(200_001);
        try (var partial = receive(mark(3, 10), first)) {
            feed(partial, first, 150_000);
        }
        try (var partial = receive(mark(3, 10), second)) {
            assertThat(partial.received()).isZero();
            feed(partial, second, second.length);
            partial.finish();
        }
        assertNewest(mark(3, 10), second);
    }

    @Test
    void dropsWhatIsNotWhatItsSenderNamed() throws IOException {
        var content = noise(200_000);
        var changed = content.clone();
        changed[100_000] ^= 1;
        write(mark(1, 5), noise(5));
        try (var partial = receive(mark(3, 10), content)) {
            feed(partial, changed, changed.length);
            assertThatThrownBy(partial::finish).isInstanceOf(CorruptSnapshotException.class);
        }
        assertNewest(mark(1, 5), noise(5));
        try (var partial = receive(mark(3, 10), content)) {
            assertThat(partial.received()).isZero();
        }
    }

    @Test
    void refusesMoreOrLessThanItsSenderNamed() throws IOException {
        var content = noise(1_000);
        try (var partial = receive(mark(3, 10), content)) {
            feed(partial, content, 999);
            assertThatThrownBy(partial::finish).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> partial.write(ByteBuffer.allocate(2)))
                    .isInstanceOf(IllegalArgumentException.class);
            feed(partial, content, 1_000);
            partial.finish();
        }
        assertNewest(mark(3, 10), content);
    }

    @Test
    void refusesAContentThatIsNotOfItsMark() {
        var id = new SnapshotId(new EntryId(1, 9), 1, 1);
        assertThatThrownBy(() -> store.receive(id, mark(1, 10)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesAndReceivesAtOnceAndTheLaterEntryWins() throws IOException {
        var content = noise(100_000);
        try (var draft = store.begin(mark(1, 10));
                var partial = receive(mark(1, 20), content)) {
            draft.stream().write(noise(10));
            feed(partial, content, content.length);
            partial.finish();
            draft.finish();
        }
        assertNewest(mark(1, 20), content);
    }

    @Test
    void isReadWhileItMovesOn() throws Exception {
        write(mark(1, 1), noise(100_001));
        var failures = new ArrayList<Throwable>();
        var reader = Thread.ofVirtual().unstarted(() -> readAgainAndAgain(failures));
        reader.start();
        for (var index = 2; index <= 30; index++) {
            write(mark(1, index), noise(100_000 + index));
        }
        reader.join();
        assertThat(failures).isEmpty();
    }

    private void readAgainAndAgain(ArrayList<Throwable> failures) {
        try {
            var last = 0L;
            while (last < 30) {
                try (var file = requireNonNull(store.open())) {
                    assertThat(file.mark().last().index()).isGreaterThanOrEqualTo(last);
                    last = file.mark().last().index();
                    assertThat(file.stream().readAllBytes()).isEqualTo(noise(100_000 + (int) last));
                }
            }
        } catch (IOException | RuntimeException | AssertionError failure) {
            failures.add(failure);
        }
    }

    private SnapshotId write(SnapshotMark mark, byte[] content) throws IOException {
        try (var draft = store.begin(mark)) {
            draft.stream().write(content);
            return draft.finish();
        }
    }

    private SnapshotPartial receive(SnapshotMark mark, byte[] content) throws IOException {
        var id = new SnapshotId(mark.last(), content.length, checksum(content));
        return store.receive(id, mark);
    }

    private static void feed(SnapshotPartial partial, byte[] content, int end) throws IOException {
        while (partial.received() < end) {
            var from = (int) partial.received();
            var count = Math.min(end - from, 30_011);
            partial.write(ByteBuffer.wrap(content, from, count));
        }
    }

    private void assertNewest(SnapshotMark mark, byte[] content) throws IOException {
        assertThat(store.newest()).isEqualTo(mark);
        try (var file = requireNonNull(store.open())) {
            assertThat(file.mark()).isEqualTo(mark);
            assertThat(file.id())
                    .isEqualTo(new SnapshotId(mark.last(), content.length, checksum(content)));
            assertThat(file.stream().readAllBytes()).isEqualTo(content);
        }
    }

    private static SnapshotMark mark(long term, long index) {
        var place = new EntryId(1, 1 + index / 2);
        return new SnapshotMark(
                new EntryId(term, index), new MembershipEntry(place, voters((int) index % 5 + 1)));
    }

    private static int checksum(byte[] content) {
        var crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    /// Closes the store and opens it again. Ends the test well when there is nothing to come back.
    private void reopen() throws IOException {
        assumeTrue(isDurable(), "the store forgets when it is closed");
        store.close();
        store = open();
    }
}
