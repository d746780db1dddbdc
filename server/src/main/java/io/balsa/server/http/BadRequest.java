package io.balsa.server.http;

/// A request that makes no sense; the message says why.
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1;

    BadRequest(String message) {
        super(message, null, false, false);
    }
}
