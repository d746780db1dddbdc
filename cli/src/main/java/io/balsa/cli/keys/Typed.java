package io.balsa.cli.keys;

import com.google.protobuf.ByteString;

import io.balsa.cli.console.Failure;

import java.io.IOException;

/// Keys and values as they are typed.
final class Typed {
    static final String DESCRIPTION = "Any text; - takes the bytes of the standard input.";

    /// Of the standard input; many times what a group takes unless told otherwise.
    private static final int STDIN_BYTES_MAX = 64 << 20;

    private static final String STDIN = "-";

    /// What is no text in the character set of the process arrives as this.
    private static final char LOST = '\uFFFD';

    private Typed() {}

    /// A key.
    ///
    /// @throws Failure if there can be none of this name
    static ByteString key(String typed) {
        if (typed.isEmpty()) {
            throw Failure.usage("KEY is empty: a key has at least one byte");
        }
        return text("KEY", typed);
    }

    /// What keys begin with, or a key that ends a range.
    ///
    /// @param name of the option or parameter
    static ByteString text(String name, String typed) {
        if (typed.indexOf(LOST) >= 0) {
            throw Failure.usage(name + " is not text in the character set of this terminal")
                    .remedy("Set LC_ALL=C.UTF-8; a VALUE of any bytes comes from the input: -");
        }
        return ByteString.copyFromUtf8(typed);
    }

    /// A value.
    ///
    /// @throws Failure if the standard input cannot be read, or is too large
    static ByteString value(String typed) {
        if (!typed.equals(STDIN)) {
            return text("VALUE", typed);
        }
        try {
            var bytes = System.in.readNBytes(STDIN_BYTES_MAX + 1);
            if (bytes.length > STDIN_BYTES_MAX) {
                throw Failure.usage(
                        "the standard input has more than %d bytes".formatted(STDIN_BYTES_MAX));
            }
            return ByteString.copyFrom(bytes);
        } catch (IOException failure) {
            throw Failure.failed(
                    "the standard input cannot be read: " + failure.getMessage(), failure);
        }
    }
}
