package io.balsa.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One member as a process that can be killed, paused and started again on the same data.
public final class MemberProcess implements AutoCloseable {
    private static final long END_SECONDS_MAX = 60;

    private final int id;
    private final int clientPort;
    private final Path folder;
    private final List<String> within;
    private @Nullable Process process;

    /// A member on this machine's own network.
    ///
    /// @param folder holds `balsa.toml`; data and log come beside it
    MemberProcess(int id, int clientPort, Path folder) {
        this(id, clientPort, folder, List.of());
    }

    /// @param folder holds `balsa.toml`; the log comes beside it
    /// @param within the beginning of a command that becomes the one behind it, somewhere else
    public MemberProcess(int id, int clientPort, Path folder, List<String> within) {
        this.id = id;
        this.clientPort = clientPort;
        this.folder = folder;
        this.within = within;
    }

    public int id() {
        return id;
    }

    public int clientPort() {
        return clientPort;
    }

    /// Starts it, with a log that goes on where the last one ended. Its input is a pipe from us, so
    /// that it ends when we do.
    public void start() throws IOException {
        var command = new ArrayList<>(within);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "io.balsa.cli.Main",
                        "serve",
                        "--config",
                        folder.resolve("balsa.toml").toString(),
                        "--end-with-stdin"));
        process =
                new ProcessBuilder(command)
                        .directory(Files.createDirectories(workingFolder()).toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(logFile()))
                        .start();
    }

    /// Kills it where it stands (SIGKILL), and waits until it is gone.
    public void kill() throws InterruptedException {
        running().destroyForcibly();
        awaitEnd();
    }

    /// Asks it to end (SIGTERM), and returns its exit code.
    public int terminate() throws InterruptedException {
        running().destroy();
        return awaitEnd();
    }

    /// Lets it sleep (SIGSTOP): its connections stay, and it does nothing.
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /// Wakes it (SIGCONT).
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /// Where it runs, and has no reason to write anything.
    Path workingFolder() {
        return folder.resolve("somewhere");
    }

    /// All that it has logged, in all its lives.
    public String log() throws IOException {
        return Files.exists(logFile().toPath())
                ? Files.readString(logFile().toPath(), UTF_8)
                : "(no log)";
    }

    /// Kills it if it runs.
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /// It must not have ended by itself.
    public void requireRunning() {
        if (!running().isAlive()) {
            throw new AssertionError(
                    "member %d has ended with %d".formatted(id, running().exitValue()));
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        var pid = Long.toString(running().pid());
        var exitCode = new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        if (exitCode != 0) {
            throw new IOException("kill -%s %s ended with %d".formatted(name, pid, exitCode));
        }
    }

    private int awaitEnd() throws InterruptedException {
        if (!running().waitFor(END_SECONDS_MAX, SECONDS)) {
            throw new AssertionError("member %d does not end".formatted(id));
        }
        return running().exitValue();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("member %d was never started".formatted(id));
        }
        return process;
    }

    private File logFile() {
        return folder.resolve("log.txt").toFile();
    }
}
