package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.log.snapshot.SnapshotStore;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// What every [SnapshotStore] promises. Extend it, and say how to open yours. The parts about
/// receiving are in [SnapshotReceptionContract], which comes with it.
///
/// What a crash leaves is not tried here: for a store on a disk that can be stopped for that,
/// extend [SnapshotStoreCrashContract] too.
public abstract class SnapshotStoreContract extends SnapshotReceptionContract {
    @Test
    void startsWithoutASnapshot() throws IOException {
        assertThat(store().newest()).isNull();
        assertThat(store().open()).isNull();
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
        try (var draft = store().begin(mark(1, 10))) {
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
        try (var file = requireNonNull(store().open())) {
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
        try (var draft = store().begin(mark(1, 20))) {
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
        try (var draft = store().begin(mark(1, 10))) {
            try (var stream = draft.stream()) {
                stream.write(noise(10));
            }
            draft.finish();
        }
        assertNewest(mark(1, 10), noise(10));
    }

    @Test
    void givesUpADraftWhenAnotherIsBegun() throws IOException {
        var first = store().begin(mark(1, 10));
        first.stream().write(noise(10));
        try (var second = store().begin(mark(1, 20))) {
            assertThatThrownBy(first::finish).isInstanceOf(IOException.class);
            first.close();
            assertThat(store().newest()).isNull();
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
        try (var file = requireNonNull(store().open())) {
            write(mark(1, 20), noise(20));
            write(mark(1, 30), noise(30));
            assertThat(file.mark()).isEqualTo(mark(1, 10));
            var content = ByteBuffer.allocate(old.length);
            file.read(0, content);
            assertThat(content.array()).isEqualTo(old);
        }
    }

    @Test
    void writesAndReceivesAtOnceAndTheLaterEntryWins() throws IOException {
        var content = noise(100_000);
        try (var draft = store().begin(mark(1, 10));
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
        List<Throwable> failures = new ArrayList<>();
        var reader = Thread.ofVirtual().unstarted(() -> readAgainAndAgain(failures));
        reader.start();
        for (var index = 2; index <= 30; index++) {
            write(mark(1, index), noise(100_000 + index));
        }
        reader.join();
        assertThat(failures).isEmpty();
    }

    private void readAgainAndAgain(List<Throwable> failures) {
        try {
            var last = 0L;
            while (last < 30) {
                try (var file = requireNonNull(store().open())) {
                    assertThat(file.mark().last().index()).isGreaterThanOrEqualTo(last);
                    last = file.mark().last().index();
                    assertThat(file.stream().readAllBytes()).isEqualTo(noise(100_000 + (int) last));
                }
            }
        } catch (IOException | RuntimeException | AssertionError failure) {
            failures.add(failure);
        }
    }
}
