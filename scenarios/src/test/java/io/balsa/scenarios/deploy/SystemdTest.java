package io.balsa.scenarios.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.serve.ServeCommand;
import io.balsa.server.config.ConfigReader;
import io.balsa.server.config.Overrides;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

class SystemdTest {
    private static final Path UNIT = Yaml.DEPLOY.resolve("systemd", "balsa.service");

    @Test
    void startsWithOptionsThatThereAre() throws Exception {
        var serve = words("ExecStart");

        assertThat(serve).startsWith("/opt/balsa/bin/balsa", "serve");
        new CommandLine(new ServeCommand()).parseArgs(rest(serve, 2));
    }

    /// Whatever comes before a member starts is tried again, with any exit code.
    @Test
    void doesNotTryAMistakeInTheConfigurationAgain() throws Exception {
        assertThat(value("Restart")).isEqualTo("on-failure");
        assertThat(value("RestartPreventExitStatus")).isEqualTo(Integer.toString(ExitCode.USAGE));
        assertThat(Files.readString(UNIT)).doesNotContainPattern("(?m)^Exec(StartPre|Condition)=");
    }

    @Test
    void givesAMemberTheTimeThatItTakesToEnd() throws Exception {
        var member = ConfigReader.read(null, Overrides.none()).config();

        assertThat(Duration.ofSeconds(Long.parseLong(value("TimeoutStopSec"))))
                .isGreaterThan(Duration.ofNanos(member.raft().farewell().patienceNanos()));
        assertThat(value("KillSignal")).isEqualTo("SIGTERM");
    }

    @Test
    void systemdUnderstandsIt() throws Exception {
        var tool = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(tool), "there is no systemd-analyze here");
        var process =
                new ProcessBuilder(List.of(tool.toString(), "verify", UNIT.toString()))
                        .redirectErrorStream(true)
                        .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();

        // Balsa is not installed where this is built.
        assertThat(output.lines())
                .filteredOn(line -> line.contains("balsa.service"))
                .filteredOn(line -> !line.contains("is not executable: No such file"))
                .isEmpty();
    }

    private static String[] rest(List<String> words, int from) {
        return words.subList(from, words.size()).toArray(String[]::new);
    }

    private static List<String> words(String key) throws Exception {
        return List.of(value(key).split(" ", -1));
    }

    private static String value(String key) throws Exception {
        var lines = Pattern.compile("(?m)^" + key + "=(.*)$").matcher(Files.readString(UNIT));
        assertThat(lines.find()).as(key).isTrue();
        return lines.group(1);
    }
}
