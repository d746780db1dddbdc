package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

class MembershipFormatTest {
    private static final Membership JOINT =
            new Membership(
                    List.of(members(1, 2, 3), members(3, 4)),
                    members(8, 9),
                    addresses("one:2380", "zwölf:2380"),
                    members(9),
                    members(5, 6));

    @Test
    void bringsBackWhatWasEncoded() {
        for (var membership : List.of(Membership.NONE, JOINT)) {
            var bytes = MembershipFormat.encode(membership);
            assertThat(MembershipFormat.decode(bytes)).isEqualTo(membership);
            assertThat(bytes.position()).isZero();
        }
    }

    @Test
    void isWrittenInOneWayOnly() {
        var bytes = MembershipFormat.encode(Membership.ofVoters(addresses("a")));
        assertThat(HexFormat.of().formatHex(array(bytes)))
                .isEqualTo(
                        "0101"
                                + "00010000000000000001"
                                + "0000"
                                + "00010000000000000001000161"
                                + "0000"
                                + "0000");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "'', it ends after 0 bytes",
        "02000000, its version is 2",
        "0103, it has 3 voter sets",
        "01010000, a voter set is empty",
        "01000000000000000000ff, 1 bytes follow its end",
        "010100020000000000000002000000000000000100000000, member id 1 follows 2",
        "0101000100000000000000000000, member id 0 follows 0",
        "01000000000100000000000000010001ff, an address is not UTF-8",
        "0100000000010000000000000001000561, in the middle"
    })
    void refusesWhatIsNoMembership(String hex, String reason) {
        var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        assertThatThrownBy(() -> MembershipFormat.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesEveryBeginningOfAMembership() {
        var bytes = array(MembershipFormat.encode(JOINT));
        for (var length = 0; length < bytes.length; length++) {
            var part = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> MembershipFormat.decode(part))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void answersNoiseWithARefusalOrWithWhatItsBytesSay() {
        var random = new SplittableRandom(1);
        var bytes = array(MembershipFormat.encode(JOINT));
        for (var i = 0; i < 5_000; i++) {
            var noise = bytes.clone();
            noise[random.nextInt(noise.length)] = (byte) random.nextInt();
            try {
                var membership = MembershipFormat.decode(ByteBuffer.wrap(noise));
                assertThat(array(MembershipFormat.encode(membership))).isEqualTo(noise);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageStartingWith("this is no membership: ");
            }
        }
    }

    @Test
    void refusesToEncodeAnAddressThatIsTooLong() {
        var membership = Membership.ofVoters(addresses("x".repeat(70_000)));
        assertThatThrownBy(() -> MembershipFormat.encode(membership))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65535 bytes of an address");
    }

    private static SortedSet<MemberId> members(long... ids) {
        var members = new TreeSet<MemberId>();
        LongStream.of(ids).mapToObj(MemberId::of).forEach(members::add);
        return members;
    }

    private static SortedMap<MemberId, String> addresses(String... texts) {
        var addresses = new TreeMap<MemberId, String>();
        for (var text : texts) {
            addresses.put(MemberId.of(addresses.size() + 1L), text);
        }
        return addresses;
    }

    private static byte[] array(ByteBuffer bytes) {
        var array = new byte[bytes.remaining()];
        bytes.duplicate().get(array);
        return array;
    }
}
