package io.balsa.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import org.junit.jupiter.api.Test;

class KeyRangeTest {
    private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

    @Test
    void aPrefixEndsWhereItsLastByteIsOneHigher() {
        assertThat(KeyRange.startingWith(ByteString.copyFromUtf8("a/")).end())
                .isEqualTo(ByteString.copyFromUtf8("a0"));
    }

    @Test
    void theHighestByteCarriesOver() {
        var prefix = ByteString.copyFrom(new byte[] {'a', (byte) 0xff});

        assertThat(KeyRange.startingWith(prefix).end()).isEqualTo(ByteString.copyFromUtf8("b"));
    }

    @Test
    void nothingComesAfterTheHighestBytesAndTheEmptyPrefix() {
        var highest = ByteString.copyFrom(new byte[] {(byte) 0xff});

        assertThat(KeyRange.startingWith(highest).end()).isEqualTo(ZERO);
        assertThat(KeyRange.startingWith(ByteString.EMPTY)).isEqualTo(new KeyRange(ZERO, ZERO));
    }
}
