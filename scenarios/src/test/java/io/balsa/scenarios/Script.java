package io.balsa.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// One of the scripts in `scripts`, as a process that leaves nothing behind outside its folder. Its
/// members are what this test was built from.
final class Script implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("..", "scripts").toAbsolutePath().normalize();

    private static final long END_SECONDS_MAX = 240;

    private final Path output;
    private final Process process;

    /// How it ended, and what it printed.
    record Result(int exitCode, String output) {
        private static final int END_CHARACTERS = 1_000;

        List<String> failedChecks() {
            return output.lines().filter(line -> line.contains("WRONG")).toList();
        }

        /// What it printed last, short enough to be read in a report.
        String end() {
            return output.substring(Math.max(0, output.length() - END_CHARACTERS));
        }
    }

    private Script(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /// @param folder where it keeps data, empty
    /// @param variables what it is told
    /// @param options those of `balsa serve` that each member is started with beside the script's
    static Script start(
            String name, Path folder, Map<String, String> variables, List<String> options)
            throws IOException {
        var output = folder.resolve("output.txt");
        var builder =
                new ProcessBuilder("bash", SCRIPTS.resolve(name).toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().put("BALSA", launcher(folder, options).toString());
        builder.environment().put("DEADLINE_SECONDS", "" + Await.PATIENCE.toSeconds());
        return new Script(output, builder.start());
    }

    Result awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(END_SECONDS_MAX, SECONDS)) {
            throw new AssertionError("the script does not end:\n" + output());
        }
        return new Result(process.exitValue(), output());
    }

    /// Asks it to end (SIGTERM).
    void terminate() {
        process.destroy();
    }

    String output() throws IOException {
        return Files.readString(output, UTF_8);
    }

    @Override
    public void close() {
        kill();
    }

    /// Kills it if it runs; its members then end by themselves.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    private static Path launcher(Path folder, List<String> options) throws IOException {
        var launcher = folder.resolve("launcher");
        Files.writeString(
                launcher,
                """
                #!/bin/sh
                if [ "$1" = serve ]; then
                  shift
                  set -- serve %s "$@"
                fi
                exec '%s' --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC \\
                  -XX:TieredStopAtLevel=1 -Xmx256m -classpath '%s' io.balsa.cli.Main "$@"
                """
                        .formatted(
                                String.join(" ", options),
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path")));
        return Files.setPosixFilePermissions(
                launcher, PosixFilePermissions.fromString("rwx------"));
    }
}
