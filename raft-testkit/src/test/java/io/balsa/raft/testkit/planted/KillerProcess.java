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
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A [MutantKiller] at work, replaced by another when a mutant stops it.
final class KillerProcess implements AutoCloseable {
    /// On a busy machine all may take long.
    private static final Duration TIME_MAX = Duration.ofMinutes(20);

    private static final int STARTING_WORK_SECONDS_MAX = 60;

    static final String NO_END = "no end of ";
    static final String NO_PROCESS = "end of the process in ";

    private static final String END = "";
    private static final List<String> SAYINGS =
            List.of(MutantKiller.TRYING, MutantKiller.ANSWER, MutantKiller.UNSOUND);

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
        var now = running;
        if (now == null) {
            now = start(isCheckingFirst && !hasRun);
            hasRun = true;
            running = now;
        }
        now.input.write(number + "\n");
        now.input.flush();
        var said = await(now);
        if (said.startsWith(MutantKiller.ANSWER)) {
            return said.substring(MutantKiller.ANSWER.length());
        }
        close();
        if (said.startsWith(MutantKiller.UNSOUND)) {
            throw new IllegalStateException("something fails without a mutant: " + said);
        }
        return said;
    }

    /// The answer, or how it ended without one.
    private static String await(Running running) throws InterruptedException {
        var begun = System.nanoTime();
        var tried = "the start";
        var workMax = Duration.ofSeconds(STARTING_WORK_SECONDS_MAX);
        var before = workOf(running.process);
        while (workOf(running.process).minus(before).compareTo(workMax) < 0
                && System.nanoTime() - begun < TIME_MAX.toNanos()) {
            var said = running.said.poll(1, TimeUnit.SECONDS);
            if (said == null) {
                continue;
            }
            if (said.equals(END)) {
                return NO_PROCESS + tried;
            }
            if (!said.startsWith(MutantKiller.TRYING)) {
                return said;
            }
            var parts = said.split("\t", 3);
            workMax = Duration.ofSeconds(Long.parseLong(parts[1]));
            tried = parts[2];
            before = workOf(running.process);
        }
        return NO_END + tried;
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
                if (SAYINGS.stream().anyMatch(line::startsWith)) {
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
