package io.balsa.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.cli.member.MemberState;
import io.balsa.cli.member.StateReader.Report;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class HappeningsTest {
    private static final Report DOWN = new Report.Unknown("connection refused");

    private final Happenings happenings = new Happenings();

    @Test
    void aMemberThatIsNotUpYetIsNoNews() {
        assertThat(happenings.since(Map.of(1, DOWN, 2, DOWN))).isEmpty();
        assertThat(happenings.isLed()).isFalse();
    }

    @Test
    void tellsWhoLeads() {
        assertThat(happenings.since(Map.of(1, leader(1, 2), 2, follower(2, 2))))
                .containsExactly("member 1 leads term 2");
        assertThat(happenings.isLed()).isTrue();
        assertThat(happenings.since(Map.of(1, leader(1, 2), 2, follower(2, 2)))).isEmpty();
    }

    @Test
    void tellsThatALeaderIsGoneAndWhoFollows() {
        happenings.since(Map.of(1, leader(1, 2), 2, follower(2, 2)));

        assertThat(happenings.since(Map.of(1, DOWN, 2, follower(2, 2))))
                .containsExactly("member 1 does not answer: connection refused", "nobody leads");
        assertThat(happenings.since(Map.of(1, DOWN, 2, leader(2, 3))))
                .containsExactly("member 2 leads term 3");
        assertThat(happenings.since(Map.of(1, follower(1, 3), 2, leader(2, 3))))
                .containsExactly("member 1 answers again");
    }

    @Test
    void aLeaderOfAnEarlierTermDoesNotCount() {
        assertThat(happenings.since(Map.of(1, leader(1, 2), 2, leader(2, 3))))
                .isEqualTo(List.of("member 2 leads term 3"));
    }

    private static Report leader(long id, long term) {
        return report(id, "Leader", term);
    }

    private static Report follower(long id, long term) {
        return report(id, "Follower", term);
    }

    private static Report report(long id, String role, long term) {
        return new Report.Known(new MemberState(id, role, term));
    }
}
