package io.balsa.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.server.config.ConfigReader;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;

class PeerListTest {
    private static final Membership TWO = membership(Map.of(1L, "127.0.0.1:2380", 2L, "h:2"));

    @Test
    void hasNothingToSayOfAListThatIsRight() throws Exception {
        assertThat(contradiction(Map.of("cluster.peers", "2=h:2"), TWO)).isNull();
        assertThat(contradiction(Map.of(), TWO)).isNull();
        var joining = Map.of("cluster.peers", "2=h:2", "cluster.join", "true");
        assertThat(contradiction(joining, TWO)).isNull();
        assertThat(contradiction(joining, membership(Map.of(2L, "h:2")))).isNull();
    }

    @Test
    void tellsWhatTheListSaysAndWhatTheLogSays() throws Exception {
        assertThat(contradiction(Map.of("cluster.peers", "2=h:3"), TWO))
                .isEqualTo(
                        "the configuration lists the members {1=127.0.0.1:2380, 2=h:3}, but by the"
                                + " log of the cluster they are {1=127.0.0.1:2380, 2=h:2}: the log"
                                + " counts, and changes by requests to the cluster, not by its"
                                + " members' configurations");
        assertThat(contradiction(Map.of("cluster.peers", "2=h:2,3=h:3"), TWO)).contains("3=h:3}");
    }

    private static @Nullable String contradiction(Map<String, String> settings, Membership known)
            throws Exception {
        return PeerList.contradiction(ConfigReader.withoutFile(settings), known);
    }

    private static Membership membership(Map<Long, String> addresses) {
        var all = new TreeMap<MemberId, String>();
        addresses.forEach((id, address) -> all.put(MemberId.of(id), address));
        return Membership.ofVoters(all);
    }
}
