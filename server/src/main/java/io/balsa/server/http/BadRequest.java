package io.balsa.server.http;

/// A request that makes no sense; the message says why.
public final class BadRequest extends Exception {
    private static final long serialVersionUID = 1;

    public BadRequest(String message) {
        super(message, null, false, false);
    }
}
