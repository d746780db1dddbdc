package io.balsa.client;

/// What members want to hear from those who look after the group (`admin.token_file` in their
/// configuration). Sent with nothing else than that.
///
/// @param secret visible characters
public record AdminToken(String secret) {
    /// @throws IllegalArgumentException if no member can have such a token
    public AdminToken {
        if (!secret.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException(
                    "an admin token has visible characters alone, and at least one");
        }
    }

    /// Tells nothing.
    @Override
    public String toString() {
        return "AdminToken";
    }
}
