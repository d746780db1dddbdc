package io.balsa.server.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// A file with a token in it. Logs nothing, and begins no logging: a configuration is read before
/// it is known what to log.
public record TokenFile(Path path) {
    /// A shorter one can be guessed.
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{16,1024}");

    private static final long BYTES_MAX = 4_096;

    /// Says what is wrong with the file, and what to do.
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// Does it hold a token now?
    ///
    /// @throws UnusableException if not
    public void check() throws UnusableException {
        read();
    }

    String read() throws UnusableException {
        var token = content().strip();
        if (!USABLE.matcher(token).matches()) {
            throw new UnusableException(
                    ("%s holds no token: write 16 to 1024 visible characters into it, as"
                                    + " openssl rand -hex 32 makes them")
                            .formatted(path),
                    null);
        }
        return token;
    }

    private String content() throws UnusableException {
        try {
            return Files.size(path) > BYTES_MAX ? "" : Files.readString(path, UTF_8);
        } catch (NoSuchFileException missing) {
            throw new UnusableException(
                    "%s does not exist: make it, or name another".formatted(path), missing);
        } catch (CharacterCodingException _) {
            return "";
        } catch (IOException unreadable) {
            throw new UnusableException(
                    "%s cannot be read (%s): name a file that can".formatted(path, unreadable),
                    unreadable);
        }
    }
}
