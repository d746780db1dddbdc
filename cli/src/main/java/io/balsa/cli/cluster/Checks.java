package io.balsa.cli.cluster;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Waiting;
import io.balsa.cli.member.Conversation;
import io.balsa.wire.v1.Member;
import io.balsa.wire.v1.MemberStatus;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Looks at the group before it is changed.
final class Checks {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long PERIOD_NANOS = MILLISECONDS.toNanos(50);

    /// Whoever was not heard of for so long is taken to be down: many heartbeats.
    private static final long SILENCE_MILLIS_MAX = 5_000;

    private Checks() {}

    /// What all say once one of them leads, or knows who does.
    ///
    /// @throws Failure if nobody does in time
    static Survey look(Conversation group, Duration time) {
        group.awaitAnyone();
        var start = System.nanoTime();
        while (true) {
            var survey =
                    group.ask(
                            () -> Waiting.Step.of("looking for the leader"),
                            Survey.of(group, PATIENCE));
            if (survey.statuses().stream().anyMatch(MemberStatus::hasLeader)) {
                return survey;
            }
            if (System.nanoTime() - start > time.toNanos()) {
                throw noLeader(survey);
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    /// A learner that is down would keep its promotion waiting, and count as a voter when it is
    /// back.
    static void promotion(Survey survey, List<Long> learners) {
        for (var id : learners) {
            var learner = survey.member(id).filter(member -> !member.getVoter());
            if (learner.filter(member -> !isUp(survey, member)).isPresent()) {
                throw Failure.failed(
                                "the leader has not heard of member %d lately: it cannot catch up."
                                        .formatted(id))
                        .remedy("Start it, and see that it answers in 'balsa cluster status'.");
            }
        }
    }

    /// Without a majority that is up the removal itself would never be decided, nor anything after.
    static void removal(Survey survey, List<Long> ids) {
        var left =
                survey
                        .leader()
                        .map(leader -> leader.getMembership().getMembersList())
                        .orElse(List.of())
                        .stream()
                        .filter(Member::getVoter)
                        .filter(member -> !ids.contains(member.getAddress().getId()))
                        .toList();
        var up = left.stream().filter(member -> isUp(survey, member)).count();
        if (!left.isEmpty() && up * 2 <= left.size()) {
            throw Failure.failed(
                            "of the %d voters that would be left, only %d can be heard: too few."
                                    .formatted(left.size(), up))
                    .remedy("Bring the others back first, or say --force.");
        }
    }

    static void transfer(Survey survey, long id) {
        var target = survey.member(id);
        if (target.filter(member -> !member.getVoter()).isPresent()) {
            throw Failure.failed("member %d is a learner, and only voters lead.".formatted(id))
                    .remedy("'balsa cluster promote %d' makes it one.".formatted(id));
        }
        if (target.filter(member -> !isUp(survey, member)).isPresent()) {
            throw Failure.failed(
                            "the leader has not heard of member %d lately, so it cannot take over."
                                    .formatted(id))
                    .remedy("'balsa cluster status' shows who is there.");
        }
    }

    private static Failure noLeader(Survey survey) {
        return Failure.notNow("no member leads: " + survey.words())
                .remedy(
                        """
                        More than half of the voters must be up and reach each other.
                        'balsa cluster status' shows who is there.\
                        """);
    }

    private static boolean isUp(Survey survey, Member member) {
        var follower = member.getFollower();
        return survey.isLeader(member.getAddress().getId())
                || (follower.hasHeardMsAgo() && follower.getHeardMsAgo() < SILENCE_MILLIS_MAX);
    }
}
