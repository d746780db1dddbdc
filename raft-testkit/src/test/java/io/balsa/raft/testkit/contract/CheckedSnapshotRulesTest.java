package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.BrokenRules.assertBreaks;
import static io.balsa.raft.testkit.contract.ExampleEntries.noise;
import static io.balsa.raft.testkit.contract.ExampleEntries.voters;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.snapshot.CheckedSnapshotStore;
import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.log.snapshot.SnapshotPartial;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Each rule of snapshots that is watched over at run time is told by name when it is broken.
class CheckedSnapshotRulesTest {
    private static final SnapshotMark MARK = SnapshotStoreFixture.mark(1, 10);
    private static final byte[] CONTENT = noise(100);

    private final UnruledSnapshots unruled = new UnruledSnapshots();
    private final CheckedSnapshotStore store = new CheckedSnapshotStore(unruled);

    private void write() throws IOException {
        try (var draft = store.begin(MARK)) {
            draft.stream().write(CONTENT);
            draft.finish();
        }
    }

    private SnapshotPartial receive() throws IOException {
        var checksum = SnapshotStoreFixture.checksum(CONTENT);
        return store.receive(new SnapshotId(MARK.last(), CONTENT.length, checksum), MARK);
    }

    private static SnapshotId ofAnotherEntry(SnapshotId id) {
        return new SnapshotId(new EntryId(1, 11), id.bytes(), id.checksum());
    }

    private static SnapshotId ofOtherBytes(SnapshotId id) {
        return new SnapshotId(id.last(), id.bytes(), id.checksum() + 1);
    }

    @Test
    void aSnapshotCoversTheMembershipItTells() {
        var early = new MembershipEntry(new EntryId(1, 11), voters(1));
        var rule = "and the membership it tells";
        assertBreaks(rule, () -> store.begin(new SnapshotMark(MARK.last(), early)));
    }

    @Test
    void nobodyUsesAStoreThatWasClosed() throws IOException {
        store.close();
        assertBreaks("a store that was closed", () -> store.begin(MARK));
        assertBreaks("a store that was closed", store::open);
        assertBreaks("a store that was closed", this::receive);
    }

    @Test
    void theNewestNeverGoesBack() throws IOException {
        write();
        unruled.forgetsTheNewest = true;
        assertBreaks("the newest never goes back", store::newest);
        assertBreaks("the newest never goes back", store::open);
    }

    @Test
    void whatWasFinishedIsTheNewest() throws IOException {
        unruled.forgetsTheNewest = true;
        var rule = "what was finished is the newest, or older than it";
        assertBreaks(rule, this::write);
        try (var partial = receive()) {
            partial.write(ByteBuffer.wrap(CONTENT));
            assertBreaks(rule, partial::finish);
        }
    }

    @Test
    void whatIsFinishedIsWhatWasWritten() {
        unruled.id = CheckedSnapshotRulesTest::ofOtherBytes;
        assertBreaks("what is finished is what was written", this::write);
    }

    @Test
    void nobodyUsesADraftThatIsOver() throws IOException {
        var rule = "a draft that failed, was finished or was closed";
        var finished = store.begin(MARK);
        finished.finish();
        assertBreaks(rule, finished::finish);
        assertBreaks(rule, () -> finished.stream().write(1));
        var closed = store.begin(MARK);
        closed.close();
        assertBreaks(rule, closed::finish);
    }

    @Test
    void oneThreadWritesADraftAtATime() throws IOException {
        try (var draft = store.begin(MARK)) {
            unruled.meanwhile =
                    () -> assertBreaks("one thread at a time writes a draft", draft::finish);
            draft.stream().write(1);
        }
    }

    @Test
    void whatIsReceivedIsWhatWasAskedFor() {
        unruled.id = CheckedSnapshotRulesTest::ofOtherBytes;
        assertBreaks("what is received is what was asked for", this::receive);
    }

    @Test
    void noMoreIsReceivedThanThereIs() throws IOException {
        var rule = "no more is received than there is";
        unruled.received = bytes -> bytes + CONTENT.length + 1;
        assertBreaks(rule, this::receive);
        unruled.received = bytes -> -1;
        assertBreaks(rule, this::receive);
    }

    @Test
    void allThatIsGivenIsReceived() throws IOException {
        try (var partial = receive()) {
            unruled.movesHalfOfTheBytes = true;
            assertBreaks(
                    "all that is given is received", () -> partial.write(ByteBuffer.wrap(CONTENT)));
        }
    }

    @Test
    void nobodyUsesAReceptionThatIsOver() throws IOException {
        var rule = "a reception that failed, was finished or was closed";
        var closed = receive();
        closed.close();
        assertBreaks(rule, () -> closed.write(ByteBuffer.wrap(CONTENT)));
        var finished = receive();
        finished.write(ByteBuffer.wrap(CONTENT));
        finished.finish();
        assertBreaks(rule, finished::finish);
    }

    @Test
    void oneThreadReceivesAtATime() throws IOException {
        try (var partial = receive()) {
            unruled.meanwhile =
                    () -> assertBreaks("one thread at a time receives", partial::finish);
            partial.write(ByteBuffer.wrap(CONTENT));
        }
    }

    @Test
    void theContentOfAFileIsOfWhatItStandsFor() throws IOException {
        write();
        unruled.id = CheckedSnapshotRulesTest::ofAnotherEntry;
        assertBreaks("a file's content is of what it stands for", store::open);
    }

    @Test
    void aReadFillsItsTargetOrEndsWithTheContent() throws IOException {
        write();
        try (var file = requireNonNull(store.open())) {
            file.read(90, ByteBuffer.allocate(20));
            unruled.movesHalfOfTheBytes = true;
            assertBreaks(
                    "a read fills its target, or ends with the content",
                    () -> file.read(0, ByteBuffer.allocate(20)));
        }
    }

    @Test
    void nobodyReadsFromAFileThatWasClosed() throws IOException {
        write();
        var file = requireNonNull(store.open());
        file.close();
        assertBreaks("a file that was closed", () -> file.read(0, ByteBuffer.allocate(1)));
    }

    @Test
    void oneThreadReadsFromAFileAtATime() throws IOException {
        write();
        try (var file = requireNonNull(store.open())) {
            unruled.meanwhile =
                    () ->
                            assertBreaks(
                                    "one thread at a time reads from an open file",
                                    () -> file.read(0, ByteBuffer.allocate(1)));
            file.read(0, ByteBuffer.allocate(1));
        }
    }
}
