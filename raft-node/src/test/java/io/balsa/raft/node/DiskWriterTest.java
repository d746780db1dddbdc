package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.Effect.Send;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.MemoryLog;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// What the disk lane makes of the jobs that have queued up, and what it says when.
class DiskWriterTest {
    private static final MemberId SELF = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);

    private final MemoryLog store = new MemoryLog();
    private final Measures measures = new Measures(SELF, () -> 0, Observer.NONE);
    private final List<Said> said = new ArrayList<>();
    private final List<Long> done = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final DiskWriter writer =
            new DiskWriter(store, this::say, done::add, failures::add, measures);
    private long sequence;

    /// A message that left, and the last entry on the disk when it did.
    private record Said(Message message, EntryId onDisk) {}

    private void say(Send send) {
        var log = store.read(1, Long.MAX_VALUE, Long.MAX_VALUE);
        said.add(new Said(send.message(), log.isEmpty() ? EntryId.NONE : log.getLast().id()));
    }

    /// Entries of `term` behind `previous` up to `last`, and the answer that waits for them.
    private void append(long term, long previous, long last) {
        var entries =
                LongStream.rangeClosed(previous + 1, last)
                        .mapToObj(index -> Entry.blank(new EntryId(term, index)))
                        .toList();
        add(
                new LogWrite(new Ballot(term, null), previous, entries),
                new Message.Appended(term, last, 0));
    }

    private void add(@Nullable LogWrite write, Message message) {
        writer.add(new DiskWriter.Job(++sequence, write, List.of(new Send(TWO, message))));
    }

    @Test
    void makesOneWriteOfAllThatHasQueuedUp() {
        append(1, 0, 2);
        append(1, 2, 3);
        add(null, new Message.Appended(1, 3, 7));
        append(2, 3, 5);

        writer.run();

        var last = new EntryId(2, 5);
        assertThat(said)
                .containsExactly(
                        new Said(new Message.Appended(1, 2, 0), last),
                        new Said(new Message.Appended(1, 3, 0), last),
                        new Said(new Message.Appended(1, 3, 7), last),
                        new Said(new Message.Appended(2, 5, 0), last));
        assertThat(done).containsExactly(4L);
        assertThat(store.ballot()).isEqualTo(new Ballot(2, null));
    }

    @Test
    void answersForEntriesBeforeTheNextLeaderDropsThem() {
        append(1, 0, 1);
        append(5, 1, 3);
        append(6, 1, 2);
        append(6, 2, 4);

        writer.run();

        assertThat(said)
                .containsExactly(
                        new Said(new Message.Appended(1, 1, 0), new EntryId(5, 3)),
                        new Said(new Message.Appended(5, 3, 0), new EntryId(5, 3)),
                        new Said(new Message.Appended(6, 2, 0), new EntryId(6, 4)),
                        new Said(new Message.Appended(6, 4, 0), new EntryId(6, 4)));
        assertThat(done).containsExactly(2L, 4L);
    }

    /// The entries were written long before, and the answer only waits its turn.
    @Test
    void answersBeforeADropAlsoWhereThereIsNothingToWrite() {
        append(5, 0, 3);
        writer.run();
        said.clear();

        add(null, new Message.Appended(5, 3, 7));
        append(6, 1, 2);
        writer.run();

        assertThat(said)
                .containsExactly(
                        new Said(new Message.Appended(5, 3, 7), new EntryId(5, 3)),
                        new Said(new Message.Appended(6, 2, 0), new EntryId(6, 2)));
    }

    @Test
    void answersBeforeASnapshotTakesThePlaceOfTheLog() {
        append(5, 0, 3);
        writer.run();
        said.clear();

        add(null, new Message.Appended(5, 3, 7));
        writer.add(
                new DiskWriter.Job(
                        ++sequence,
                        LogWrite.reset(new Ballot(6, null), new EntryId(6, 2)),
                        List.of()));
        append(6, 2, 3);
        writer.run();

        assertThat(said.getFirst())
                .isEqualTo(new Said(new Message.Appended(5, 3, 7), new EntryId(5, 3)));
        assertThat(store.read(3, 3, 1)).containsExactly(Entry.blank(new EntryId(6, 3)));
        assertThat(failures).isEmpty();
    }
}
