package io.balsa.cli.demo;

import io.balsa.cli.member.MemberState;
import io.balsa.cli.member.StateReader.Report;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Turns what members report, again and again, into sentences about what has changed.
final class Happenings {
    private final Map<Integer, Boolean> answered = new TreeMap<>();
    private @Nullable Leadership leadership;
    private boolean isLed;

    /// Who leads since when.
    private record Leadership(long member, long term) {}

    /// @param reports by member
    List<String> since(Map<Integer, Report> reports) {
        var sentences = new ArrayList<String>();
        reports.forEach((id, report) -> compareAnswers(id, report, sentences));
        compareLeaders(reports, sentences);
        return sentences;
    }

    /// Whether somebody led when we last looked.
    boolean isLed() {
        return isLed;
    }

    private void compareAnswers(int id, Report report, List<String> sentences) {
        var isAnswering = report instanceof Report.Known;
        var before = answered.get(id);
        if (before == null && !isAnswering) {
            return; // Not up yet.
        }
        answered.put(id, isAnswering);
        if (before != null && before != isAnswering) {
            sentences.add(
                    report instanceof Report.Unknown(var reason)
                            ? "member %d does not answer: %s".formatted(id, reason)
                            : "member %d answers again".formatted(id));
        }
    }

    private void compareLeaders(Map<Integer, Report> reports, List<String> sentences) {
        var now = leadership(reports);
        if (now != null && !now.equals(leadership)) {
            sentences.add("member %d leads term %d".formatted(now.member, now.term));
            leadership = now;
        } else if (now != null && !isLed) {
            sentences.add("member %d still leads term %d".formatted(now.member, now.term));
        } else if (now == null && isLed) {
            sentences.add("nobody leads");
        }
        isLed = now != null;
    }

    /// A leader of an earlier term does not know yet that it is none any more.
    private static @Nullable Leadership leadership(Map<Integer, Report> reports) {
        var latest = (MemberState) null;
        for (var report : reports.values()) {
            if (report instanceof Report.Known(var state)
                    && state.isLeader()
                    && (latest == null || state.term() > latest.term())) {
                latest = state;
            }
        }
        return latest == null ? null : new Leadership(latest.id(), latest.term());
    }
}
