package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.Credit;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.Role;

import org.junit.jupiter.api.Test;

import java.util.TreeMap;

class RoleLogTest {
    private static final MemberId TWO = MemberId.of(2);
    private static final LogState LOG =
            new LogState(EntryId.NONE, EntryId.NONE, 1, 1, 1, new EntryId(1, 1));

    private final LogLines lines = new LogLines();
    private final RoleLog log = new RoleLog(TWO, lines);
    private RaftState shown = state(Belonging.VOTER, Credit.PROVEN, 1);

    private static RaftState state(Belonging belonging, Credit credit, long membershipIndex) {
        var entry = new MembershipEntry(new EntryId(1, membershipIndex), LocalGroup.voters(1));
        var leader = MemberId.of(1);
        return new RaftState(
                TWO,
                belonging,
                credit,
                new Role.Follower(leader),
                1,
                leader,
                LOG,
                entry,
                entry,
                new TreeMap<>(),
                0);
    }

    private void show(Belonging belonging, Credit credit, long membershipIndex) {
        var next = state(belonging, credit, membershipIndex);
        log.onState(shown, next);
        shown = next;
    }

    @Test
    void saysWhoBelongsToTheGroupOnceThatIsCommitted() {
        show(Belonging.VOTER, Credit.PROVEN, 2);
        show(Belonging.VOTER, Credit.PROVEN, 2);

        assertThat(lines.take())
                .singleElement()
                .asString()
                .startsWith("INFO member 2 knows its group to be voters=[")
                .endsWith(", by entry " + new EntryId(1, 2));
    }

    @Test
    void warnsOnceOfItsOwnRemoval() {
        show(Belonging.REMOVED, Credit.PROVEN, 1);
        show(Belonging.REMOVED, Credit.PROVEN, 1);

        assertThat(lines.take())
                .singleElement()
                .asString()
                .startsWith("WARN member 2 was removed from its group");
    }

    @Test
    void warnsOnceOfItsOwnIsolationAndSaysWhenThatEnds() {
        show(Belonging.VOTER, Credit.ISOLATED, 1);
        show(Belonging.VOTER, Credit.ISOLATED, 1);
        assertThat(lines.take())
                .singleElement()
                .asString()
                .startsWith("WARN member 2 was isolated by its leader");

        show(Belonging.VOTER, Credit.UNPROVEN, 1);
        show(Belonging.VOTER, Credit.PROVEN, 1);
        assertThat(lines.take()).containsExactly("INFO member 2 is allowed back into its group");
    }
}
