package io.balsa.cli.cluster;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.cli.cluster.Survey.Report;
import io.balsa.cli.console.Json;
import io.balsa.cli.console.Output;
import io.balsa.cli.member.Conversation;
import io.balsa.client.Endpoint;
import io.balsa.wire.v1.MemberStatus;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Watches all members at the same time. One that is lost is looked for again.
final class Lookout {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final long PROGRESS_NANOS = MILLISECONDS.toNanos(250);
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, SECONDS);

    private final Conversation group;
    private final Output output;
    private final PrintWriter out;

    /// The latest word of each member that is not shown yet, and the last that is.
    private final Map<Endpoint, Report> news = new LinkedHashMap<>();

    private final Map<Endpoint, Shown> shown = new HashMap<>();

    private record Shown(Report report, long nanos) {}

    Lookout(Conversation group, Output output, PrintWriter out) {
        this.group = group;
        this.output = output;
        this.out = out;
    }

    /// Shows so many lines, or fewer when nobody reads them any more.
    void show(long lines) throws InterruptedException {
        group.endpoints().forEach(this::follow);
        for (var left = lines; left > 0 && !out.checkError(); left--) {
            out.print(line(next()));
        }
        out.flush();
    }

    private void follow(Endpoint endpoint) {
        var watch =
                group.admin().watch(endpoint, status -> tell(new Report.Known(endpoint, status)));
        var _ =
                watch.end()
                        .exceptionally(thrown -> {
                            tell(
                                    new Report.Silent(
                                            endpoint, Conversation.reason(endpoint, thrown)));
                            LATER.execute(() -> follow(endpoint));
                            return null;
                        });
    }

    private synchronized void tell(Report report) {
        var last = shown.get(report.endpoint());
        if (last != null && isSame(last.report(), report)) {
            news.remove(report.endpoint());
        } else {
            news.put(report.endpoint(), report);
            notifyAll();
        }
    }

    /// The next report to show, which may have to wait for its turn.
    private synchronized Report next() throws InterruptedException {
        while (true) {
            var now = System.nanoTime();
            for (var report : news.values()) {
                if (isDue(report, now)) {
                    news.remove(report.endpoint());
                    shown.put(report.endpoint(), new Shown(report, now));
                    return report;
                }
            }
            if (news.isEmpty()) {
                wait();
            } else {
                MILLISECONDS.timedWait(this, 10);
            }
        }
    }

    private boolean isDue(Report report, long now) {
        var last = shown.get(report.endpoint());
        return last == null
                || now - last.nanos() >= PROGRESS_NANOS
                || !(last.report() instanceof Report.Known(_, var before)
                        && report instanceof Report.Known(_, var after)
                        && isOnlyProgress(before, after));
    }

    private static boolean isOnlyProgress(MemberStatus before, MemberStatus after) {
        return before.getTerm() == after.getTerm()
                && before.getRole() == after.getRole()
                && before.getLeader().getId() == after.getLeader().getId()
                && Words.voters(before.getMembership()).equals(Words.voters(after.getMembership()))
                && Words.learners(before.getMembership())
                        .equals(Words.learners(after.getMembership()));
    }

    private static boolean isSame(Report one, Report other) {
        return switch (one) {
            case Report.Silent(_, var reason) ->
                    other instanceof Report.Silent(_, var again) && reason.equals(again);
            case Report.Known(_, var before) ->
                    other instanceof Report.Known(_, var after)
                            && isOnlyProgress(before, after)
                            && before.getCommitIndex() == after.getCommitIndex()
                            && before.getAppliedIndex() == after.getAppliedIndex();
        };
    }

    private String line(Report report) {
        return output == Output.JSON ? json(report) : text(report);
    }

    private static String text(Report report) {
        var time = LocalTime.now(ZoneId.systemDefault()).format(TIME);
        return switch (report) {
            case Report.Known(var endpoint, var status) ->
                    String.format(
                            Locale.ROOT,
                            "%s  %-21s  member %-3d %-12s  leader %-4s  term %-5d commit %-8d"
                                    + " applied %-8d voters %s%s%n",
                            time,
                            endpoint,
                            status.getSelf().getId(),
                            Words.role(status.getRole()),
                            status.hasLeader() ? status.getLeader().getId() : "none",
                            status.getTerm(),
                            status.getCommitIndex(),
                            status.getAppliedIndex(),
                            Words.list(Words.voters(status.getMembership())),
                            learners(status));
            case Report.Silent(var endpoint, var reason) ->
                    String.format(Locale.ROOT, "%s  %-21s  %s%n", time, endpoint, reason);
        };
    }

    private static String learners(MemberStatus status) {
        var learners = Words.learners(status.getMembership());
        return learners.isEmpty() ? "" : "  learners " + Words.list(learners);
    }

    private static String json(Report report) {
        var json = Json.object().put("endpoint", report.endpoint().toString());
        json.put("unix_ms", System.currentTimeMillis());
        switch (report) {
            case Report.Known(_, var status) -> {
                json.put("member", status.getSelf().getId())
                        .put("role", Words.role(status.getRole()));
                if (status.hasLeader()) {
                    json.put("leader", status.getLeader().getId());
                }
                json.put("term", status.getTerm())
                        .put("commit_index", status.getCommitIndex())
                        .put("applied_index", status.getAppliedIndex());
                Words.voters(status.getMembership()).forEach(json.putArray("voters")::add);
                Words.learners(status.getMembership()).forEach(json.putArray("learners")::add);
            }
            case Report.Silent(_, var reason) -> json.put("unreachable", reason);
        }
        return json + "\n";
    }
}
