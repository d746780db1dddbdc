package io.balsa.cli.keys;

import com.google.protobuf.ByteString;

/// The keys from `first` to before `end`, in etcd's notation.
///
/// @param end empty for `first` alone, one zero byte for no end
record KeyRange(ByteString first, ByteString end) {
    private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

    static KeyRange one(ByteString key) {
        return new KeyRange(key, ByteString.EMPTY);
    }

    /// All keys that start with `prefix`; all keys where it is empty.
    static KeyRange startingWith(ByteString prefix) {
        return new KeyRange(prefix.isEmpty() ? ZERO : prefix, after(prefix));
    }

    /// The first key after all that start with `prefix`: 0xff cannot be increased, so it goes.
    private static ByteString after(ByteString prefix) {
        for (var i = prefix.size() - 1; i >= 0; i--) {
            if (prefix.byteAt(i) != (byte) 0xff) {
                var last = ByteString.copyFrom(new byte[] {(byte) (prefix.byteAt(i) + 1)});
                return prefix.substring(0, i).concat(last);
            }
        }
        return ZERO;
    }
}
