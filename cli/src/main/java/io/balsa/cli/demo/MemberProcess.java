package io.balsa.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/// A member in a process of its own. It ends when we do, however we end: its input is a pipe from
/// us.
final class MemberProcess {
    private final DemoMember member;
    private final Process process;

    private MemberProcess(DemoMember member, Process process) {
        this.member = member;
        this.process = process;
    }

    /// @throws IOException if the machine does not let us start a process
    static MemberProcess start(DemoMember member, Narrator narrator) throws IOException {
        var command = Launch.command(arguments(member));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = process.inputReader(UTF_8);
        Thread.ofVirtual().start(() -> pass(output, member.id(), narrator));
        return new MemberProcess(member, process);
    }

    /// What no two members may share is told by options: the environment would win over the file.
    static String[] arguments(DemoMember member) {
        return new String[] {
            "serve",
            "--config",
            member.configuration().toString(),
            "--node-id",
            Integer.toString(member.id()),
            "--listen-addr",
            member.peer().toString(),
            "--data-dir",
            member.data().toString(),
            "--http-port",
            Integer.toString(member.client().port()),
            "--end-with-stdin"
        };
    }

    private static void pass(BufferedReader output, int id, Narrator narrator) {
        try (output) {
            output.lines().forEach(line -> narrator.member(id, line));
        } catch (IOException | UncheckedIOException _) {
            // It has ended in the middle of a line.
        }
    }

    DemoMember member() {
        return member;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Completes with the exit code.
    CompletableFuture<Integer> end() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /// Asks it to end.
    void stop() {
        process.destroy();
    }

    /// Waits for its end, and enforces it then.
    void awaitEnd(long nanosMax) {
        try {
            if (!process.waitFor(nanosMax, NANOSECONDS)) {
                process.destroyForcibly().waitFor(1_000, MILLISECONDS);
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
