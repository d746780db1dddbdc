package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.FollowerProgress;
import io.balsa.raft.core.FollowerProgress.Phase;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.Message;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;

class DoubtLogTest {
    private static final long PATIENCE = 1_000;
    private static final MemberId TWO = MemberId.of(2);
    private static final FollowerProgress GOOD = progress(Phase.REPLICATING, 7, true);
    private static final FollowerProgress UNPROVEN = progress(Phase.REPLICATING, 7, false);

    private final LogLines lines = new LogLines();
    private final DoubtLog log = new DoubtLog(MemberId.of(1), PATIENCE, lines);
    private Membership membership = LocalGroup.voters(3);

    private static FollowerProgress progress(Phase phase, long heardAt, boolean counts) {
        return new FollowerProgress(5, phase, 0, 0, heardAt, counts);
    }

    private void look(FollowerProgress two, long now) {
        log.onFollowers(membership, new TreeMap<>(Map.of(TWO, two)), now);
    }

    @Test
    void saysOncePerChangeWhomALeaderCannotCountOn() {
        look(UNPROVEN, 0);
        look(UNPROVEN, PATIENCE - 1);
        assertThat(lines.take()).isEmpty();
        look(UNPROVEN, PATIENCE);
        look(UNPROVEN, 2 * PATIENCE);
        assertThat(lines.take())
                .containsExactly(
                        "WARN member 1, the leader, does not count on member 2 for majorities: it"
                                + " came with an empty log, and must first get all that is"
                                + " committed");

        look(GOOD, 3 * PATIENCE);
        look(GOOD, 4 * PATIENCE);
        assertThat(lines.take())
                .containsExactly("INFO member 1, the leader, counts on member 2 again");
    }

    @Test
    void saysNothingOfWhatIsSoonOver() {
        look(UNPROVEN, 0);
        look(GOOD, PATIENCE);
        look(UNPROVEN, PATIENCE + 1);
        look(UNPROVEN, 2 * PATIENCE);

        assertThat(lines.take()).isEmpty();
    }

    @Test
    void tellsSilenceFromIsolation() {
        look(progress(Phase.PROBING, Message.NO_STAMP, false), 0);
        look(progress(Phase.PROBING, Message.NO_STAMP, false), PATIENCE);
        assertThat(lines.take()).singleElement().asString().endsWith("it has not answered yet");

        log.onNoLeader();
        look(progress(Phase.ISOLATED, 7, false), 2 * PATIENCE);
        look(progress(Phase.ISOLATED, 7, false), 3 * PATIENCE);
        assertThat(lines.take())
                .singleElement()
                .asString()
                .endsWith("it is isolated until it is allowed back");
    }

    @Test
    void saysNothingOfMembersThatHaveNoVote() {
        membership = LocalGroup.voters(1);
        look(UNPROVEN, 0);
        look(UNPROVEN, PATIENCE);

        assertThat(lines.take()).isEmpty();
    }
}
