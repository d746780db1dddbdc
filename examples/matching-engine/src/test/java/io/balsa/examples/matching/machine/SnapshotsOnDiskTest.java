package io.balsa.examples.matching.machine;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.FileDisk;
import io.balsa.raft.log.snapshot.DiskSnapshots;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// An exchange that comes back from a snapshot on a real disk and the commands behind it.
class SnapshotsOnDiskTest {
    private static final int COMMANDS = 500;

    @TempDir private Path folder;

    private final List<ByteBuffer> log = new ArrayList<>();
    private final Exchange exchange = new Exchange();

    @BeforeEach
    void fillTheLog() {
        var random = new SplittableRandom(7);
        for (var i = 0; i < COMMANDS; i++) {
            log.add(CommandFormat.encode(Commands.random(random)));
        }
    }

    @Test
    void appliesWhatCameBehindTheSnapshotToo() throws IOException {
        replay(exchange, 1, 300);
        take(300);
        replay(exchange, 301, COMMANDS);

        var next = new Exchange();
        var last = restore(next);
        assertThat(last).isEqualTo(300);
        assertThat(next.state()).isNotEqualTo(exchange.state());
        replay(next, last + 1, COMMANDS);

        assertThat(next.state()).isEqualTo(exchange.state());
    }

    @Test
    void goesOnFromTheNewestOfSeveral() throws IOException {
        for (var last = 100; last <= COMMANDS; last += 100) {
            replay(exchange, last - 99, last);
            take(last);
        }

        var next = new Exchange();

        assertThat(restore(next)).isEqualTo(COMMANDS);
        assertThat(next.state()).isEqualTo(exchange.state());
    }

    private void replay(Exchange exchange, int first, int last) {
        for (var index = first; index <= last; index++) {
            exchange.apply(new EntryId(2, index), log.get(index - 1));
        }
    }

    private void take(int last) throws IOException {
        try (var snapshots = DiskSnapshots.open(FileDisk.open(folder));
                var draft = snapshots.begin(mark(last));
                var view = exchange.view()) {
            view.writeTo(draft.stream());
            draft.finish();
        }
    }

    private static SnapshotMark mark(int last) {
        var membership = Membership.ofVoters(new TreeMap<>(Map.of(MemberId.of(1), "a:1")));
        var entry = new MembershipEntry(new EntryId(1, 1), membership);
        return new SnapshotMark(new EntryId(2, last), entry);
    }

    /// Returns the index behind which the log goes on.
    private int restore(Exchange exchange) throws IOException {
        try (var snapshots = DiskSnapshots.open(FileDisk.open(folder));
                var file = requireNonNull(snapshots.open())) {
            exchange.restore(file.stream());
            return (int) file.mark().last().index();
        }
    }
}
