package io.balsa.benchmarks.group.bare;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.FileDisk;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.SegmentedLog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;

/// Balsa's log, without anybody who could read it again: what a record costs that a crash leaves
/// whole and that can be found.
final class SegmentedJournal implements Journal {
    private static final int TERM = 1;

    private final SegmentedLog log;
    private long lastIndex;

    SegmentedJournal(Path folder, int number) throws IOException {
        log = SegmentedLog.open(FileDisk.open(folder.resolve("member-" + number)));
    }

    @Override
    public void append(ByteBuffer commands) throws IOException {
        var keepThrough = lastIndex;
        var entries = new ArrayList<Entry>();
        while (commands.hasRemaining()) {
            var length = commands.getInt();
            var command = commands.slice(commands.position(), length);
            commands.position(commands.position() + length);
            entries.add(new Entry(new EntryId(TERM, ++lastIndex), Entry.Kind.COMMAND, command));
        }
        log.write(new LogWrite(null, keepThrough, entries));
        DurableFile.SYNCS.increment();
    }
}
