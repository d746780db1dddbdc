package io.balsa.benchmarks.group;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A [Contender] in a process of its own, on the same Java and class path as this one.
record GroupProcess(
        String name, String setUp, Process process, Writer commands, BufferedReader answers)
        implements AutoCloseable {
    /// Logback would tell at length that a module below has a configuration, too.
    private static final String QUIET_LOGS =
            "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener";

    private static final int CLOSE_SECONDS_MAX = 10;

    static GroupProcess start(String name, Path folder, String javaOptions, String classPath)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(javaOptions.split(" ")));
        command.add(QUIET_LOGS);
        command.addAll(List.of("-cp", classPath));
        command.addAll(
                List.of(GroupMain.class.getName(), name.split("@", -1)[0], folder.toString()));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var answers = process.inputReader(UTF_8);
        var setUp = line(answers);
        line(answers);
        return new GroupProcess(name, setUp, process, process.outputWriter(UTF_8), answers);
    }

    Figures take(GroupMain.Turn turn) throws IOException {
        commands.write(turn.line() + "\n");
        commands.flush();
        return Figures.parse(line(answers));
    }

    /// Ends the process: it waits for its standard input to end.
    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String line(BufferedReader answers) throws IOException {
        var line = answers.readLine();
        if (line == null) {
            throw new EOFException("a contender has ended, see above why");
        }
        return line;
    }
}
