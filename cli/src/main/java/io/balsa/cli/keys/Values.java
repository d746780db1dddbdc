package io.balsa.cli.keys;

import com.google.protobuf.ByteString;

import java.io.IOException;

/// Values as they are typed.
final class Values {
    static final String DESCRIPTION = "Any text; - takes the bytes of the standard input.";

    private static final String STDIN = "-";

    private Values() {}

    /// @throws IOException if the standard input cannot be read
    static ByteString of(String typed) throws IOException {
        return typed.equals(STDIN)
                ? ByteString.readFrom(System.in)
                : ByteString.copyFromUtf8(typed);
    }
}
