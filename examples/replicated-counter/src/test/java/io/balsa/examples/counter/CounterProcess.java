package io.balsa.examples.counter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/// A member of the counter as a process of its own.
final class CounterProcess implements AutoCloseable {
    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    private CounterProcess(Process process) {
        this.process = process;
        input = process.outputWriter(UTF_8);
        output = process.inputReader(UTF_8);
    }

    static CounterProcess start(int id, String members, Path folder) throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        Integer.toString(id),
                        members,
                        folder.toString());
        return new CounterProcess(
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start());
    }

    /// Types a line, and waits for the answer to it.
    String type(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
        var answer = output.readLine();
        if (answer == null) {
            throw new IOException("the process has ended");
        }
        return answer;
    }

    /// Kills it where it stands (SIGKILL), and waits until it is gone.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Ends its input, and returns its exit code.
    int end() throws IOException, InterruptedException {
        input.close();
        return process.waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}
