package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.Check;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.Message;
import io.balsa.raft.log.Entry;

import org.junit.jupiter.api.Test;

import java.util.List;

class PeerMessageTest {
    private static final EntryId FIRST = new EntryId(1, 1);
    private static final Message ONE_ENTRY =
            new Message.AppendEntries(
                    1, new LogSlice(EntryId.NONE, List.of(FIRST), 1, List.of()), 0, 3);

    @Test
    void sendsNoEntriesWithAMessageThatNamesNone() {
        var heartbeat = new Message.Heartbeat(1, 0, 3);

        assertThat(PeerMessage.Protocol.alone(heartbeat))
                .isEqualTo(new PeerMessage.Protocol(heartbeat, List.of()));
    }

    @Test
    void sendsNoMessageWithoutTheEntriesThatItNames() {
        assertThatThrownBy(() -> PeerMessage.Protocol.alone(ONE_ENTRY))
                .isInstanceOf(Check.BrokenInvariant.class)
                .hasMessageContaining("leaves with them");
    }

    @Test
    void isWholeWithTheEntriesThatItNames() {
        var entry = Entry.blank(FIRST);
        var other = Entry.blank(new EntryId(1, 2));

        assertThat(new PeerMessage.Protocol(ONE_ENTRY, List.of(entry)).isWhole()).isTrue();
        assertThat(new PeerMessage.Protocol(ONE_ENTRY, List.of(other)).isWhole()).isFalse();
        assertThat(new PeerMessage.Protocol(ONE_ENTRY, List.of(entry, other)).isWhole()).isFalse();
    }
}
