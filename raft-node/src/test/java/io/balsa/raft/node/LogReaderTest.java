package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Effect.Send;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.MemoryLog;
import io.balsa.raft.log.Recovery;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// What followers that lag behind are sent of the disk.
class LogReaderTest {
    private static final long TERM = 1;
    private static final MemberId TWO = MemberId.of(2);

    private final UnreadableLog store = new UnreadableLog();
    private final List<PeerMessage> sent = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final LogReader reader = new LogReader(store, new RecordingLink(), failures::add);

    private static List<Entry> entries(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(index -> Entry.blank(new EntryId(TERM, index)))
                .toList();
    }

    private static LogReader.Request request(long first, long last) {
        var previous = new EntryId(TERM, first - 1);
        var slice = new LogSlice(previous, List.of(new EntryId(TERM, first)), last, List.of());
        return new LogReader.Request(
                new Send(TWO, new Message.AppendEntries(TERM, slice, 0, 1)), List.of());
    }

    @Test
    void sendsWhatIsOnDisk() {
        store.append(entries(1, 20));
        var request = request(5, 20);

        reader.add(request);
        reader.run();

        assertThat(sent)
                .containsExactly(
                        new PeerMessage.Protocol(request.send().message(), entries(5, 20)));
    }

    /// OpenRaft went on with the next entries, and so over the hole (#1795).
    @Test
    void sendsNothingMoreOnceTheDiskCannotBeRead() {
        store.append(entries(1, 20));
        store.failure = new IOException("a bad sector in this test");
        reader.add(request(5, 20));
        reader.run();
        assertThat(failures).containsExactly(store.failure);

        store.failure = null;
        reader.add(request(8, 20));
        reader.run();

        assertThat(sent).isEmpty();
        assertThat(failures).hasSize(1);
    }

    @Test
    void sendsNothingOfWhatWasDroppedMeanwhile() {
        store.append(entries(1, 20));
        reader.add(request(5, 20));
        store.write(new LogWrite(null, 10, List.of()));

        reader.run();

        assertThat(sent).isEmpty();
        assertThat(failures).isEmpty();
    }

    private final class RecordingLink implements Transport.Link {
        @Override
        public void send(MemberId to, PeerMessage message) {
            assertThat(to).isEqualTo(TWO);
            sent.add(message);
        }

        @Override
        public void close() {}
    }

    /// Cannot be read while there is a failure.
    private static final class UnreadableLog implements LogStore {
        private final MemoryLog log = new MemoryLog();
        private @Nullable IOException failure;

        void append(List<Entry> entries) {
            log.write(new LogWrite(null, 0, entries));
        }

        @Override
        public Recovery recovery() {
            return log.recovery();
        }

        @Override
        public void write(LogWrite write) {
            log.write(write);
        }

        @Override
        public void purge(EntryId through) {
            log.purge(through);
        }

        @Override
        public List<Entry> read(long firstIndex, long lastIndex, long bytesMax) throws IOException {
            if (failure != null) {
                throw failure;
            }
            return log.read(firstIndex, lastIndex, bytesMax);
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
