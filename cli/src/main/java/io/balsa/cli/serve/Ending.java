package io.balsa.cli.serve;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.cli.console.ExitCode;
import io.balsa.server.Server;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/// How a member that is asked to end does so.
final class Ending {
    /// More than the client port takes to let requests end.
    private static final long CLOSE_SECONDS_MAX = 30;

    private Ending() {}

    /// On SIGTERM and Ctrl-C: close, then end with 0. A process that just leaves after its hooks
    /// would report the signal instead, and a supervisor would take that for a crash.
    static void onSignal(Server server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "ending"));
    }

    private static void end(Server server) {
        if (server.termination().isDone()) {
            return; // It has ended by itself, and the process leaves with a reason.
        }
        var closed = new CountDownLatch(1);
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    server.close();
                    closed.countDown();
                });
        Runtime.getRuntime().halt(isIn(closed) ? ExitCode.OK : ExitCode.FAILED);
    }

    private static boolean isIn(CountDownLatch closed) {
        try {
            return closed.await(CLOSE_SECONDS_MAX, SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Whoever started us holds the other end of our input. When it is gone, however it went, the
    /// input ends.
    static void followStdin() {
        Thread.ofPlatform().daemon().name("stdin").start(Ending::awaitEndOfStdin);
    }

    private static void awaitEndOfStdin() {
        try {
            while (System.in.read() >= 0) {
                // What it says does not matter.
            }
        } catch (IOException _) {
            // No input any more, either.
        }
        System.exit(ExitCode.OK);
    }
}
