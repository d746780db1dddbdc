package io.balsa.client;

import com.google.protobuf.ByteString;

/// A range of keys, in the order of their bytes.
///
/// @param first the first key in it
/// @param end the first key behind it; empty for the one key `first`, a single zero byte for all
///   from `first` on
public record KeyRange(ByteString first, ByteString end) {
    private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

    private static final int BYTE_MAX = 0xff;

    /// Every key.
    public static final KeyRange ALL = new KeyRange(ZERO, ZERO);

    /// One key.
    public static KeyRange of(ByteString key) {
        return new KeyRange(key, ByteString.EMPTY);
    }

    /// This key and all after it.
    public static KeyRange from(ByteString first) {
        return new KeyRange(first, ZERO);
    }

    /// All keys that start with `prefix`; every key if it is empty.
    public static KeyRange startingWith(ByteString prefix) {
        var length = prefix.size();
        while (length > 0 && Byte.toUnsignedInt(prefix.byteAt(length - 1)) == BYTE_MAX) {
            length--;
        }
        if (length == 0) {
            return prefix.isEmpty() ? ALL : from(prefix);
        }
        var end = prefix.substring(0, length).toByteArray();
        end[length - 1]++;
        return new KeyRange(prefix, ByteString.copyFrom(end));
    }
}
