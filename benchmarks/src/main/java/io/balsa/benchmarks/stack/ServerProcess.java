package io.balsa.benchmarks.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/// A [StackServer] in a process of its own, on the same Java and class path as this one.
///
/// @param name stack and tuning, as given
/// @param startMillis from the start of the process until it listened
record ServerProcess(
        String name, int port, long startMillis, Writer commands, BufferedReader answers)
        implements AutoCloseable {
    private static final List<String> JAVA_OPTIONS =
            List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED");

    static ServerProcess start(String name) throws IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JAVA_OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(StackServer.class.getName());
        command.addAll(List.of(name.split(",", -1)));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var answers = process.inputReader(UTF_8);
        var port = Integer.parseInt(line(answers));
        var startMillis = Long.parseLong(line(answers));
        return new ServerProcess(name, port, startMillis, process.outputWriter(UTF_8), answers);
    }

    Cost cost() throws IOException {
        commands.write('\n');
        commands.flush();
        return Cost.parse(line(answers));
    }

    /// Ends the process: it waits for its standard input to end.
    @Override
    public void close() throws IOException {
        commands.close();
    }

    private static String line(BufferedReader answers) throws IOException {
        var line = answers.readLine();
        if (line == null) {
            throw new EOFException("the server has ended, see above why");
        }
        return line;
    }
}
