package io.balsa.raft.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {
    @Test
    void readsNamesAndAddresses() {
        assertThat(PeerAddress.parse("one.example:2380"))
                .isEqualTo(new PeerAddress("one.example", 2380));
        assertThat(PeerAddress.parse("10.0.0.1:0")).isEqualTo(new PeerAddress("10.0.0.1", 0));
        assertThat(PeerAddress.parse("[::1]:2380")).isEqualTo(new PeerAddress("::1", 2380));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.example:2380", "10.0.0.1:1", "[::1]:2380"})
    void printsWhatItReads(String text) {
        assertThat(PeerAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "one",
                ":2380",
                "one:",
                "one:x",
                "one:-1",
                "one:65536",
                "::1:2380",
                "http://one:2380",
                "one two:2380",
                "one_two:2380",
                "[::1:2380"
            })
    void saysHowToWriteWhatItCannotRead(String text) {
        assertThatThrownBy(() -> PeerAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\" is no peer address: write host:port");
    }
}
