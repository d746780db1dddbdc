package io.balsa.server;

import org.jspecify.annotations.Nullable;

/// Why a member cannot start: one line that says what to do about it.
public final class StartException extends Exception {
    private static final long serialVersionUID = 1;

    StartException(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
