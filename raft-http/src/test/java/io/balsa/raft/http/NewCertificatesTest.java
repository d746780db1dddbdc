package io.balsa.raft.http;

import static io.balsa.raft.testkit.contract.Waiting.until;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.grpc.GrpcTransport;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.Transport.Link;
import io.balsa.raft.testkit.certificate.TestAuthority;
import io.balsa.raft.testkit.contract.ExampleMessages;
import io.balsa.raft.testkit.contract.LoopbackNetwork;
import io.balsa.raft.testkit.contract.Mailbox;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.TransportOptions;
import io.balsa.tls.Credentials;
import io.balsa.tls.TlsException;
import io.balsa.tls.TlsFiles;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Members whose certificates are replaced while they run, over either protocol.
@Timeout(60)
class NewCertificatesTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /// What carries messages between the members.
    enum Carrier {
        GRPC,
        HTTP
    }

    @RegisterExtension private final Lines lines = new Lines(Credentials.class);

    @TempDir private Path folder = Path.of("");

    private final TestAuthority former = TestAuthority.named("former");
    private final TestAuthority latter = TestAuthority.named("latter");
    private final Map<MemberId, Credentials> credentials = new HashMap<>();
    private final Mailbox mailboxOfOne = new Mailbox();
    private final Mailbox mailboxOfTwo = new Mailbox();
    private Carrier carrier = Carrier.GRPC;
    private @Nullable SocketTransport two;
    private final LoopbackNetwork<SocketTransport> network =
            new LoopbackNetwork<>(this::open, SocketTransport::port);

    @AfterEach
    void close() throws IOException {
        network.close();
        credentials.values().forEach(Credentials::close);
    }

    /// An authority takes the place of another one: members of the two do not believe each other.
    @ParameterizedTest
    @EnumSource
    void areUsedForNewConnections(Carrier chosen) throws Exception {
        var link = connect(chosen);

        replace(TWO, latter);
        network.cut(ONE, TWO);
        awaitUnreachable(link);
        network.heal(ONE, TWO);
        sendUntil("turned away", link, 0, () -> turnedAway() > 0);
        assertThat(mailboxOfTwo.hasMessage(ExampleMessages.appended(0))).isFalse();

        replace(ONE, latter);
        deliver(link, 3);
    }

    @ParameterizedTest
    @EnumSource
    void leaveOpenConnectionsAlone(Carrier chosen) throws Exception {
        var link = connect(chosen);

        replace(TWO, latter);

        deliver(link, 2);
    }

    @ParameterizedTest
    @EnumSource
    void areNotUsedWhenTheyAreBrokenWhichIsToldOnce(Carrier chosen) throws Exception {
        var link = connect(chosen);

        var broken = Files.writeString(folder.resolve("broken.pem"), "hello");
        Files.move(broken, folder.resolve("2.pem"), ATOMIC_MOVE, REPLACE_EXISTING);
        var told = new String[] {"2.pem holds no certificate", "the old ones stay"};
        lines.await(told);
        network.cut(ONE, TWO);
        awaitUnreachable(link);
        network.heal(ONE, TWO);
        deliver(link, 2);

        assertThat(lines.with(told)).hasSize(1);
    }

    /// Message 1 has arrived.
    private Link connect(Carrier chosen) {
        carrier = chosen;
        var link = network.open(ONE).join(GroupId.FIRST, mailboxOfOne);
        two = network.open(TWO);
        two.join(GroupId.FIRST, mailboxOfTwo);
        deliver(link, 1);
        mailboxOfOne.clear();
        mailboxOfTwo.clear();
        return link;
    }

    private long turnedAway() {
        return requireNonNull(two).statistics().connections().strangersTurnedAway();
    }

    private void deliver(Link link, long stamp) {
        var message = ExampleMessages.appended(stamp);
        sendUntil("message " + stamp, link, stamp, () -> mailboxOfTwo.hasMessage(message));
    }

    /// What is sent meanwhile is message 0.
    private void awaitUnreachable(Link link) {
        sendUntil("unreachable", link, 0, () -> mailboxOfOne.unreachable().contains(TWO));
    }

    private static void sendUntil(String what, Link link, long stamp, BooleanSupplier condition) {
        until(
                what,
                () -> {
                    link.send(TWO, ExampleMessages.appended(stamp));
                    return condition.getAsBoolean();
                });
    }

    /// Gives `member` a certificate by `authority`, the only one that it believes from now on, and
    /// waits until it uses that.
    private void replace(MemberId member, TestAuthority authority) throws IOException {
        var held = requireNonNull(credentials.get(member));
        var used = held.context();
        write(member, authority);
        until("new files are used", () -> !held.context().equals(used));
    }

    private TlsFiles write(MemberId member, TestAuthority authority) throws IOException {
        var trusted = authority.write(folder.resolve(member + "-ca.pem"));
        var pair = authority.issue("member").write(folder, member.toString());
        return new TlsFiles(new TlsFiles.Own(pair.certificate(), pair.key()), trusted);
    }

    private SocketTransport open(
            MemberId member, boolean isStranger, Map<MemberId, String> addresses)
            throws IOException {
        var others = new HashMap<MemberId, PeerAddress>();
        addresses.forEach((other, address) -> others.put(other, PeerAddress.parse(address)));
        var here = PeerAddress.parse("127.0.0.1:0");
        var identity = new Identity(isStranger ? 2 : 1, member);
        var options =
                new TransportOptions(
                        HttpNetwork.LIMITS, HttpNetwork.timing(250, 1_000), opened(member));
        return switch (carrier) {
            case GRPC -> GrpcTransport.open(identity, here, others, options);
            case HTTP -> HttpTransport.open(identity, here, others, options);
        };
    }

    private Credentials opened(MemberId member) throws IOException {
        try {
            var files = write(member, former);
            var opened = Credentials.open("member " + member, files, PAUSE);
            credentials.put(member, opened);
            return opened;
        } catch (TlsException broken) {
            throw new IOException(broken);
        }
    }
}
