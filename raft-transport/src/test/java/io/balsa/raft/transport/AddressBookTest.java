package io.balsa.raft.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;

import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

import java.util.Map;
import java.util.TreeMap;

class AddressBookTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);
    private static final GroupId OTHER = new GroupId(2);

    private final AddressBook book = new AddressBook(new Complaints(NOPLogger.NOP_LOGGER, () -> 0));

    @Test
    void goesByTheConfigurationUntilTheLogSpeaks() {
        book.configure(Map.of(ONE, at(1), TWO, at(2)));
        book.join(GroupId.FIRST);
        assertThat(book.addresses()).isEqualTo(Map.of(ONE, at(1), TWO, at(2)));

        introduce(GroupId.FIRST, Map.of(ONE, "10.0.0.9:9"));
        assertThat(book.addresses()).isEqualTo(Map.of(ONE, new PeerAddress("10.0.0.9", 9)));
    }

    @Test
    void keepsTheConfigurationForAGroupThatKnowsNobodyYet() {
        book.configure(Map.of(TWO, at(2)));
        book.join(GroupId.FIRST);
        book.join(OTHER);
        introduce(GroupId.FIRST, Map.of(ONE, "10.0.0.9:9"));
        assertThat(book.addresses()).containsOnlyKeys(ONE, TWO);

        book.leave(OTHER);
        assertThat(book.addresses()).containsOnlyKeys(ONE);
    }

    @Test
    void fallsBackToTheConfigurationWhereTheLogMakesNoSense() {
        book.configure(Map.of(ONE, at(1)));
        book.join(GroupId.FIRST);
        introduce(GroupId.FIRST, Map.of(ONE, "in process", TWO, "in process"));

        assertThat(book.addresses()).isEqualTo(Map.of(ONE, at(1)));
    }

    @Test
    void believesACallerThatNobodyElseKnows() {
        book.configure(Map.of(ONE, at(1)));
        assertThat(book.meet(ONE, at(7))).isTrue();
        assertThat(book.meet(TWO, at(8))).isTrue();
        assertThat(book.meet(TWO, at(8))).isFalse();

        assertThat(book.addresses()).isEqualTo(Map.of(ONE, at(1), TWO, at(8)));
    }

    @Test
    void forgetsTheFirstOfTooManyCallers() {
        for (var id = 1; id <= 65; id++) {
            book.meet(MemberId.of(id), at(id));
        }

        assertThat(book.addresses()).hasSize(64).doesNotContainKey(ONE);
    }

    private void introduce(GroupId group, Map<MemberId, String> addresses) {
        book.introduce(group, new TreeMap<>(addresses));
    }

    private static PeerAddress at(int port) {
        return new PeerAddress("127.0.0.1", port);
    }
}
