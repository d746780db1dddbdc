package io.balsa.server.store;

import java.util.concurrent.CompletionException;

/// What futures fail with, without what they wrap it in when one waits for another.
public final class Causes {
    private Causes() {}

    /// Why a future failed that ended with `failure`.
    public static Throwable of(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
