package io.balsa.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.cli.console.ExitCode;
import io.balsa.cli.console.Failure;
import io.balsa.cli.member.StateReader;
import io.balsa.cli.member.StateReader.Report;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/// A cluster that runs until it is told to stop.
final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 250;
    private static final long START_NANOS_MAX = SECONDS.toNanos(60);
    private static final long STOP_NANOS_MAX = SECONDS.toNanos(10);

    /// Ctrl-C reaches the members as well as us, and they may be faster.
    private static final long SIGNAL_MILLIS_MAX = 500;

    private static final long RESTART_MILLIS = 2_000;

    private final List<DemoMember> members;
    private final Narrator narrator;
    private final Habits habits;
    private final Map<Integer, MemberProcess> processes = new ConcurrentHashMap<>();
    private final Happenings happenings = new Happenings();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final LinkedBlockingQueue<MemberProcess> ended = new LinkedBlockingQueue<>();
    private volatile boolean isReady;
    private volatile boolean hasFailed;

    /// @param restarts start members again that have died
    /// @param options that commands need to find the members, with a blank before
    record Habits(boolean restarts, String options) {}

    Demo(List<DemoMember> members, Narrator narrator, Habits habits) {
        this.members = members;
        this.narrator = narrator;
        this.habits = habits;
    }

    /// Returns only when the demo fails; else Ctrl-C ends the process.
    ///
    /// @param temporary to remove at the end
    /// @throws Failure if the members do not start
    int run(@Nullable Path temporary) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(temporary), "ending"));
        try (var reader = new StateReader(PATIENCE)) {
            for (var member : members) {
                Files.createDirectories(member.folder());
                Files.writeString(member.configuration(), member.configurationText(members), UTF_8);
                start(member);
            }
            Thread.ofVirtual().start(this::restartOnEnter);
            watch(reader);
        } finally {
            hasFailed = true;
        }
        return ExitCode.FAILED;
    }

    private void start(DemoMember member) throws IOException {
        var process = MemberProcess.start(member, narrator);
        processes.put(member.id(), process);
        var _ = process.end().thenRun(() -> ended.add(process));
    }

    private void watch(StateReader reader) throws IOException, InterruptedException {
        var start = System.nanoTime();
        var endpoints = members.stream().map(DemoMember::client).toList();
        while (!stopping.await(LOOK_MILLIS, MILLISECONDS)) {
            for (var process = ended.poll(); process != null; process = ended.poll()) {
                onEnd(process);
            }
            var reports = new TreeMap<Integer, Report>();
            var answers = reader.reports(endpoints);
            members.forEach(member -> reports.put(member.id(), answers.get(member.id() - 1)));
            happenings.since(reports).forEach(narrator::tell);
            explainOnce(answers);
            if (!isReady && System.nanoTime() - start > START_NANOS_MAX) {
                throw Failure.failed("the members did not agree on a leader within a minute");
            }
        }
        new CountDownLatch(1).await(); // The process ends under us.
    }

    private void explainOnce(List<Report> answers) {
        var isComplete = answers.stream().allMatch(Report.Known.class::isInstance);
        if (isReady || !happenings.isLed() || !isComplete) {
            return;
        }
        isReady = true;
        for (var answer : answers) {
            if (answer instanceof Report.Known(var state) && state.isLeader()) {
                var leader = processes.get((int) state.id());
                if (leader != null) {
                    narrator.explain(Instructions.of(members, leader, habits.options));
                }
            }
        }
    }

    private void onEnd(MemberProcess process) throws IOException, InterruptedException {
        if (stopping.await(SIGNAL_MILLIS_MAX, MILLISECONDS)) {
            return;
        }
        var member = process.member();
        narrator.tell(
                "member %d (process %d) has ended: %s"
                        .formatted(member.id(), process.pid(), howItEnded(process)));
        if (!isReady) {
            throw Failure.failed("member %d did not start".formatted(member.id()));
        }
        if (!habits.restarts) {
            narrator.tell("press Enter to start it again");
        } else if (!stopping.await(RESTART_MILLIS, MILLISECONDS)) {
            restart(member);
        }
    }

    private static String howItEnded(MemberProcess process) {
        var code = process.end().join();
        return switch (code) {
            case 137 -> "killed (SIGKILL)";
            case ExitCode.OK -> "stopped";
            default -> "exit code %d".formatted(code);
        };
    }

    private void restartOnEnter() {
        try {
            for (var read = System.in.read(); read >= 0; read = System.in.read()) {
                if (read == '\n' && isReady) {
                    restartDead();
                }
            }
        } catch (IOException failure) {
            narrator.tell("cannot start it again: " + failure.getMessage());
        }
    }

    private void restartDead() throws IOException {
        for (var member : members) {
            restart(member);
        }
    }

    /// Enter and `--restart` may want the same at the same time.
    private synchronized void restart(DemoMember member) throws IOException {
        var process = processes.get(member.id());
        if (stopping.getCount() > 0 && process != null && !process.isAlive()) {
            start(member);
            narrator.tell("member %d starts again".formatted(member.id()));
        }
    }

    private void end(@Nullable Path temporary) {
        stopping.countDown();
        narrator.tell("stopping");
        processes.values().forEach(MemberProcess::stop);
        processes.values().forEach(process -> process.awaitEnd(STOP_NANOS_MAX));
        if (temporary != null) {
            Folders.delete(temporary);
        }
        narrator.tell("stopped");
        if (!hasFailed) {
            Runtime.getRuntime().halt(ExitCode.OK); // That is how it was meant to end.
        }
    }
}
