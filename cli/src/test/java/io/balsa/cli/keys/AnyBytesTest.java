package io.balsa.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import io.balsa.cli.LiveGroup;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Values that are no text go through the command as they are, in processes of their own, where no
/// language is set.
class AnyBytesTest {
    @RegisterExtension final LiveGroup group = new LiveGroup();

    private String endpoint = "";

    private record Ended(int exitCode, ByteString out) {}

    @BeforeEach
    void start() throws Exception {
        endpoint = LiveGroup.endpoint(group.alone());
    }

    @Test
    void whatComesFromTheInputGoesToTheOutput() throws Exception {
        var bytes = new byte[256];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        assertThat(balsa(bytes, "put", "any", "-").exitCode()).isZero();

        assertThat(balsa(new byte[0], "get", "any", "--raw").out())
                .isEqualTo(ByteString.copyFrom(bytes));
    }

    @Test
    void whatWouldBeStoredAsSomethingElseIsRefused() throws Exception {
        var refused = balsa(new byte[0], "put", "ключ", "значение");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out().toStringUtf8()).contains("LC_ALL=C.UTF-8");
    }

    private Ended balsa(byte[] input, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable"));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.add("io.balsa.cli.Main");
        command.addAll(List.of(arguments));
        command.addAll(List.of("-e", endpoint));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(Redirect.PIPE).environment().put("LC_ALL", "C");
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input);
        }
        var out = ByteString.readFrom(process.getInputStream());
        return new Ended(process.waitFor(), out);
    }
}
