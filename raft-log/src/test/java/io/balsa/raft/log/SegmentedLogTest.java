package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

class SegmentedLogTest {
    private static final int SEGMENT_BYTES = 8192;

    @TempDir private Path folder;

    @Test
    void bringsBackWhatWasWritten() throws IOException {
        var ballot = new Ballot(3, MemberId.of(2));
        var entries = entries(1, 1, 100);
        try (var log = SegmentedLog.open(FileDisk.open(folder), SEGMENT_BYTES)) {
            log.write(new LogWrite(ballot, 0, entries.subList(0, 60)));
            log.write(new LogWrite(null, 60, entries.subList(60, 100)));
            log.write(new LogWrite(null, 50, entries(2, 51, 5)));
        }
        try (var log = SegmentedLog.open(FileDisk.open(folder), SEGMENT_BYTES)) {
            var recovery = log.recovery();
            assertThat(recovery.ballot()).isEqualTo(ballot);
            assertThat(recovery.log().lastEntry()).isEqualTo(new EntryId(2, 55));
            assertThat(log.read(1, 50, Long.MAX_VALUE)).isEqualTo(entries.subList(0, 50));
            assertThat(log.read(51, 55, Long.MAX_VALUE)).isEqualTo(entries(2, 51, 5));
            assertThat(log.repairs()).isEmpty();
        }
    }

    private static List<Entry> entries(long term, long firstIndex, int count) {
        return LongStream.range(firstIndex, firstIndex + count)
                .mapToObj(index ->
                        new Entry(
                                new EntryId(term, index),
                                Entry.Kind.COMMAND,
                                ByteBuffer.wrap(new byte[(int) index * 7])))
                .toList();
    }
}
