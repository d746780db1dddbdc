package io.balsa.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import io.balsa.cli.console.Failure;

/// Numbered keys of one length: `bench-`, then the number with leading zeros.
///
/// @param keys how many there are
record KeySpace(int keyBytes, long keys) {
    private static final byte[] PREFIX = "bench-".getBytes(US_ASCII);

    /// From "The Art of Computer Programming", volume 2: consecutive multiples of it spread well.
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    KeySpace {
        if (keys < 1) {
            throw Failure.usage("--keys must be at least 1");
        }
        var bytesMin = PREFIX.length + Long.toString(keys - 1).length();
        if (keyBytes < bytesMin) {
            throw Failure.usage(
                    "--key-bytes %d is too short for --keys %d: it takes at least %d"
                            .formatted(keyBytes, keys, bytesMin));
        }
    }

    /// The key of that number.
    ByteString key(long number) {
        var key = new byte[keyBytes];
        System.arraycopy(PREFIX, 0, key, 0, PREFIX.length);
        var rest = number;
        for (var i = keyBytes - 1; i >= PREFIX.length; i--) {
            key[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return UnsafeByteOperations.unsafeWrap(key);
    }

    /// The number of some key: the same for the same ticket, evenly spread over many.
    long spread(long ticket) {
        return Math.unsignedMultiplyHigh(mixed(ticket), keys);
    }

    private static long mixed(long ticket) {
        var z = ticket * GOLDEN_RATIO;
        z = (z ^ (z >>> 32)) * 0xD6E8FEB86659FD93L;
        return z ^ (z >>> 32);
    }
}
