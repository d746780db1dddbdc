package io.balsa.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.server.Members;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A token that is replaced while a member runs.
class AdminTokenTest {
    private static final String FIRST = "first-0123456789abcdef";
    private static final String SECOND = "second-0123456789abcdef";

    @TempDir private Path folder = Path.of("");

    private Path file = folder;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("token"), FIRST + "\n");
    }

    @Test
    void countsANewOneOnceItStaysTheSame() throws Exception {
        try (var token = AdminToken.unwatched(new TokenFile(file))) {
            Files.writeString(file, SECOND);
            token.look();
            assertThat(token.text()).isEqualTo(FIRST);
            token.look();
            assertThat(token.text()).isEqualTo(SECOND);
        }
    }

    @Test
    void keepsTheOldOneWhenTheFileIsGoneOrHoldsNone() throws Exception {
        try (var token = AdminToken.unwatched(new TokenFile(file))) {
            Files.writeString(file, "");
            token.look();
            token.look();
            assertThat(token.text()).isEqualTo(FIRST);

            Files.delete(file);
            token.look();
            token.look();
            assertThat(token.text()).isEqualTo(FIRST);

            Files.writeString(file, SECOND);
            token.look();
            token.look();
            assertThat(token.text()).isEqualTo(SECOND);
        }
    }

    @Test
    void isLookedAtByItself() throws Exception {
        try (var token = AdminToken.open(new TokenFile(file), Duration.ofMillis(5))) {
            Files.writeString(file, SECOND);

            Members.await(() -> token.text().equals(SECOND));
        }
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws Exception {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        expect("holds no token: write 16 to 1024 visible characters");
        Files.delete(file);
        expect("does not exist: make it, or name another");
        Files.createDirectory(file);
        expect("cannot be read");
    }

    private void expect(String words) {
        assertThatThrownBy(() -> new TokenFile(file).check())
                .isInstanceOf(TokenFile.UnusableException.class)
                .hasMessageContaining(file + " " + words);
    }
}
