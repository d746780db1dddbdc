package io.balsa.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// `balsa serve` as a process of its own, and what it has printed so far. It ends with the test,
/// however that ends.
final class ServeProcess implements AutoCloseable {
    private static final long PATIENCE_NANOS = SECONDS.toNanos(120);

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean hasEnded;

    private ServeProcess(Process process) {
        this.process = process;
    }

    static ServeProcess start(String... options) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-classpath",
                                System.getProperty("java.class.path"),
                                "io.balsa.cli.Main",
                                "serve",
                                "--end-with-stdin"));
        command.addAll(List.of(options));
        var serve = new ServeProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
        var output = serve.process.inputReader(UTF_8);
        Thread.ofVirtual().start(() -> serve.follow(output));
        return serve;
    }

    private void follow(BufferedReader output) {
        try (output) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (this) {
                    lines.add(line);
                    notifyAll();
                }
            }
        } catch (IOException _) {
            // It has ended in the middle of a line.
        }
        synchronized (this) {
            hasEnded = true;
            notifyAll();
        }
    }

    /// Waits for a line in which `pattern` is found.
    MatchResult await(String pattern) throws InterruptedException {
        var wanted = Pattern.compile(pattern);
        var line = await(text -> wanted.matcher(text).find(), pattern);
        return wanted.matcher(line).results().findFirst().orElseThrow();
    }

    private synchronized String await(Predicate<String> isIt, String what)
            throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            var found = lines.stream().filter(isIt).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            var left = deadline - System.nanoTime();
            if (hasEnded || left <= 0) {
                throw new AssertionError("no line with %s in %s".formatted(what, lines));
            }
            SECONDS.timedWait(this, Math.max(1, left / SECONDS.toNanos(1)));
        }
    }

    /// Asks it to end (SIGTERM), and waits for all that it has printed.
    List<String> terminate() throws InterruptedException {
        process.destroy();
        return all();
    }

    /// All lines, once it has ended.
    synchronized List<String> all() throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!hasEnded) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it does not end: " + lines);
            }
            SECONDS.timedWait(this, 1);
        }
        return List.copyOf(lines);
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
