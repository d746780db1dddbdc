package io.balsa.scenarios;

import io.balsa.raft.testkit.certificate.TestAuthority;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Three processes that prove to each other who they are.
class PeerTlsTest {
    private static final int STRANGER = 3;

    private final TestAuthority authority = TestAuthority.named("members");

    @RegisterExtension
    private final ClusterFixture fixture = new ClusterFixture("grpc", (_, home) -> secured(home));

    private String secured(Path home) throws IOException {
        Files.createDirectories(home);
        var pair = authority.issue("member").write(home, "member");
        return """

        [peer_tls]
        cert_file = '%s'
        key_file = '%s'
        trusted_ca_file = '%s'
        """
                .formatted(pair.certificate(), pair.key(), authority.write(home.resolve("ca.pem")));
    }

    /// One comes back with the certificate of a stranger. The others go on without it, and it is
    /// one of them again once the files are right, while it runs. Then the leader goes.
    @Test
    void refuseAStrangerUntilItsCertificateIsRightAndGoOnWithoutTheirLeader() throws Exception {
        var cluster = fixture.cluster();
        var stranger = cluster.member(STRANGER);
        cluster.write(cluster.awaitLeader(cluster.members()), "a", "1", 1);
        cluster.awaitEverywhere(Map.of("a", "1"));
        stranger.kill();
        TestAuthority.named("strangers").issue("member").write(cluster.home(STRANGER), "member");
        stranger.start();
        var first = cluster.awaitLeader(cluster.without(STRANGER));
        cluster.write(first, "b", "2", 2);
        awaitLine(
                cluster.without(STRANGER),
                "closed a connection to the peer port",
                "none of the trusted authorities has signed its certificate");
        awaitLine(List.of(stranger), "unreachable: it does not accept the certificate shown to it");

        authority.issue("member").write(cluster.home(STRANGER), "member");
        cluster.awaitEverywhere(Map.of("a", "1", "b", "2"));
        cluster.member(first).kill();
        var second = cluster.awaitLeader(cluster.without(first));
        cluster.write(second, "c", "3", 3);
        cluster.member(first).start();

        cluster.awaitEverywhere(Map.of("a", "1", "b", "2", "c", "3"));
    }

    /// Each member tells such things once in a while: one of them will do.
    private static void awaitLine(List<MemberProcess> members, String... parts) throws Exception {
        Await.untilTrue(
                "a line with " + List.of(parts),
                () -> {
                    for (var member : members) {
                        var lines = member.log().lines();
                        if (lines.anyMatch(line -> Stream.of(parts).allMatch(line::contains))) {
                            return true;
                        }
                    }
                    return false;
                });
    }
}
