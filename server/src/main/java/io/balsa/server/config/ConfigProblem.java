package io.balsa.server.config;

/// One mistake in a configuration.
///
/// @param place where it was made: a file and line, or a setting given beside the file
/// @param message what is wrong, and what would be right
public record ConfigProblem(String place, String message) {
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
