package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.snapshot.CorruptSnapshotException;
import io.balsa.raft.log.snapshot.SnapshotId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The part of [SnapshotStoreContract] about snapshots that come in from other members.
public abstract class SnapshotReceptionContract extends SnapshotStoreFixture {
    @Test
    void receivesWhatAnotherMemberWrote() throws IOException {
        var content = noise(400_000);
        try (var partial = receive(mark(3, 10), content)) {
            assertThat(partial.received()).isZero();
            feed(partial, content, content.length);
            assertThat(store().newest()).isNull();
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
        assertThat(store().newest()).isNull();
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
        assertThatThrownBy(() -> store().receive(id, mark(1, 10)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
