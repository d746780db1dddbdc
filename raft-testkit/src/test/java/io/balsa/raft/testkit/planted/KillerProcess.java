package io.balsa.raft.testkit.planted;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A [MutantKiller] at work, replaced by another when a mutant stops it.
final class KillerProcess implements AutoCloseable {
    /// Far more than all tests need, in time of a core: on a busy machine they may take long.
    private static final Duration WORK_MAX = Duration.ofSeconds(90);

    private static final Duration TIME_MAX = Duration.ofMinutes(20);

    static final String NO_END = "the tests do not end";
    static final String NO_PROCESS = "the process ends";

    private static final String END = "";

    private final boolean isCheckingFirst;
    private @Nullable Running running;
    private boolean hasRun;

    /// @param isCheckingFirst does it make sure that no test fails without a mutant?
    KillerProcess(boolean isCheckingFirst) {
        this.isCheckingFirst = isCheckingFirst;
    }

    private record Running(
            Process process, BufferedWriter input, LinkedBlockingQueue<String> said) {}

    /// What kills the mutant of this number.
    String kill(int number) throws IOException, InterruptedException {
        if (running == null) {
            running = start(isCheckingFirst && !hasRun);
            hasRun = true;
        }
        var now = running;
        now.input.write(number + "\n");
        now.input.flush();
        var answer = await(now);
        if (answer == null || answer.equals(END)) {
            now.process.waitFor(1, TimeUnit.SECONDS);
            var isBad =
                    !now.process.isAlive() && now.process.exitValue() == MutantKiller.FAILS_ANYWAY;
            close();
            if (isBad) {
                throw new IllegalStateException("a test of the core fails without a mutant");
            }
            return answer == null ? NO_END : NO_PROCESS;
        }
        return answer.split("\t", 3)[2];
    }

    /// What it says, null when it takes too long.
    private static @Nullable String await(Running running) throws InterruptedException {
        var begun = System.nanoTime();
        var before = workOf(running.process);
        while (workOf(running.process).minus(before).compareTo(WORK_MAX) < 0
                && System.nanoTime() - begun < TIME_MAX.toNanos()) {
            var answer = running.said.poll(1, TimeUnit.SECONDS);
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    private static Duration workOf(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static Running start(boolean isCheckingFirst) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process =
                new ProcessBuilder(
                                java,
                                "-Xmx1g",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                classPath(),
                                MutantKiller.class.getName(),
                                isCheckingFirst ? MutantKiller.CHECK_FIRST : "")
                        .directory(Mutants.CORE.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        var said = new LinkedBlockingQueue<String>();
        Thread.ofVirtual().start(() -> listen(process, said));
        return new Running(process, process.outputWriter(StandardCharsets.UTF_8), said);
    }

    private static void listen(Process process, LinkedBlockingQueue<String> said) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(MutantKiller.ANSWER)) {
                    said.add(line);
                }
            }
        } catch (IOException stopped) {
            said.add(END);
            return;
        }
        said.add(END);
    }

    /// The process runs in another folder.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public void close() {
        if (running != null) {
            running.process.destroyForcibly();
            running = null;
        }
    }
}
