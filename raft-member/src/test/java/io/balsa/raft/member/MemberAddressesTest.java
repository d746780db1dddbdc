package io.balsa.raft.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.transport.PeerAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class MemberAddressesTest {
    @Test
    void readsMembersAndTheirAddresses() {
        var members = MemberAddresses.parse("2=[::1]:7002, 1=host:7001");

        assertThat(members.addresses())
                .containsExactly(
                        Map.entry(MemberId.of(1), new PeerAddress("host", 7001)),
                        Map.entry(MemberId.of(2), new PeerAddress("::1", 7002)));
        assertThat(members).hasToString("1=host:7001,2=[::1]:7002");
        assertThat(MemberAddresses.of(members.voters())).isEqualTo(members);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "1=", "=host:1", "0=host:1", "a=host:1", "1=h:1,", "1=h:1,1=h:2"})
    void saysWhatIsNoMember(String text) {
        assertThatThrownBy(() -> MemberAddresses.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*(member|address).*");
    }

    @Test
    void prefersWhatItKnowsItself() {
        var known = MemberAddresses.parse("1=a:1,2=b:2");
        var others = MemberAddresses.parse("2=x:9,3=c:3");

        assertThat(known.or(others)).isEqualTo(MemberAddresses.parse("1=a:1,2=b:2,3=c:3"));
    }
}
