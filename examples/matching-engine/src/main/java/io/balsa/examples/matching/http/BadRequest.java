package io.balsa.examples.matching.http;

/// The client asked for something that makes no sense. The message says what.
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1;

    BadRequest(String message) {
        super(message);
    }
}
