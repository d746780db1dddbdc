package io.balsa.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.cli.Cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class CompletionCommandTest {
    @TempDir private Path folder;

    @Test
    void completesCommandsOptionsAndValues() throws Exception {
        assertThat(completed("balsa", "clu")).isEqualTo("cluster");
        assertThat(completed("balsa", "cluster", "tr")).isEqualTo("transfer");
        assertThat(completed("balsa", "get", "--consis")).isEqualTo("--consistency");
        assertThat(completed("balsa", "get", "--consistency", "fo")).isEqualTo("follower");
    }

    @Test
    void preparesZsh() {
        var outcome = Cli.run("completion", "zsh");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("autoload -U +X compinit").contains("bashcompinit");
    }

    /// What bash itself makes of the last word. It warns that nobody has pressed a key.
    private String completed(String... words) throws Exception {
        var script =
                Files.writeString(folder.resolve("script"), Cli.run("completion", "bash").out());
        var line =
                "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_balsa; echo ${COMPREPLY[@]}"
                        .formatted(script, String.join(" ", words), words.length - 1);
        var bash = new ProcessBuilder("bash", "-c", line).redirectError(DISCARD).start();
        return new String(bash.getInputStream().readAllBytes(), UTF_8).strip();
    }
}
