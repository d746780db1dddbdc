package io.balsa.raft.grpc;

import static io.balsa.raft.testkit.contract.Waiting.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.testkit.contract.ExampleMessages;
import io.balsa.raft.testkit.contract.Mailbox;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.v1.Wire.Envelope;
import io.balsa.raft.transport.v1.Wire.Frame;
import io.balsa.raft.transport.v1.Wire.Heartbeat;
import io.balsa.raft.transport.v1.Wire.Hello;
import io.grpc.Status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Map;

/// Who is not listened to, and what both sides are told.
@Timeout(120)
class RefusalTest {
    private static final long CLUSTER = 0xC0FFEE;
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);
    private static final MemberId THREE = MemberId.of(3);
    private static final Frame HEARTBEAT =
            Frame.newBuilder()
                    .addEnvelopes(
                            Envelope.newBuilder()
                                    .setGroup(GroupId.FIRST.value())
                                    .setHeartbeat(
                                            Heartbeat.newBuilder()
                                                    .setTerm(3)
                                                    .setCommit(7)
                                                    .setStamp(5)))
                    .build();

    private final TestNetwork network = new TestNetwork(TestNetwork.TIMING);
    private final Mailbox mailbox = new Mailbox();
    private final SocketTransport transport = network.open(new Identity(CLUSTER, ONE), Map.of());

    @BeforeEach
    void join() {
        transport.join(GroupId.FIRST, mailbox);
    }

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @Test
    void listensToAMemberThatIntroducesItself() {
        try (var caller = new RawCaller(transport.port())) {
            caller.send(helloOfTwo().build());
            caller.send(HEARTBEAT);

            until("heartbeat", () -> mailbox.hasMessage(ExampleMessages.heartbeat(5)));
            until("welcome", () -> caller.answers.size() == 1);
        }
    }

    @Test
    void refusesAnotherCluster() {
        expectRefusal(
                helloOfTwo().setCluster(CLUSTER + 1),
                "member 2 of cluster 0000000000c0ffef",
                "member 1 of cluster 0000000000c0ffee",
                "compare the cluster names and initial members");
    }

    @Test
    void refusesWhoWantsAnotherMember() {
        expectRefusal(
                helloOfTwo().setTo(3),
                "member 2 wants member 3, but member 1 is at this address",
                "check the peer addresses");
    }

    @Test
    void refusesWhoUsesItsOwnId() {
        expectRefusal(helloOfTwo().setFrom(1), "member 1", "give each member an id of its own");
    }

    @Test
    void refusesAProtocolThatItDoesNotKnow() {
        expectRefusal(
                helloOfTwo().setProtocol(2), "version 2", "version 1", "run the same version");
    }

    @Test
    void refusesWhoHasNoId() {
        expectRefusal(helloOfTwo().setFrom(0), "a member id is positive");
    }

    @Test
    void refusesMessagesBeforeTheHandshake() {
        try (var caller = new RawCaller(transport.port())) {
            caller.send(HEARTBEAT);

            assertThat(caller.awaitEnd().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(mailbox.mail()).isEmpty();
        }
    }

    @Test
    void refusesAKindOfTrafficThatItDoesNotKnow() {
        try (var caller = new RawCaller(transport.port())) {
            caller.send(helloOfTwo().setTrafficValue(77).build());

            assertThat(caller.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void refusesAFrameLargerThanItsLimit() {
        try (var caller = new RawCaller(transport.port())) {
            caller.send(helloOfTwo().build());
            caller.send(new byte[TestNetwork.LIMITS.frameBytesMax() + 1]);

            var end = caller.awaitEnd();
            assertThat(end.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(end.getDescription())
                    .contains("a frame of 1048577 bytes, 1048576 are the most");
        }
    }

    @Test
    void endsTheStreamOfAFrameFarBeyondItsLimit() {
        try (var caller = new RawCaller(transport.port())) {
            caller.send(helloOfTwo().build());
            caller.send(new byte[3 * TestNetwork.LIMITS.frameBytesMax()]);

            assertThat(caller.awaitEnd().isOk()).isFalse();
        }
    }

    @Test
    void refusesAFrameThatMakesNoSense() {
        try (var caller = new RawCaller(transport.port())) {
            caller.send(helloOfTwo().build());
            caller.send(Frame.newBuilder().addEnvelopes(Envelope.newBuilder()).build());
            caller.send(HEARTBEAT);

            var end = caller.awaitEnd();
            assertThat(end.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(end.getDescription()).contains("no message known here");
            assertThat(transport.statistics().received().framesRefused()).isEqualTo(1);
            assertThat(mailbox.mail()).isEmpty();
        }
    }

    @Test
    void endsTheOldStreamWhenAMemberOpensANewOne() {
        try (var old = new RawCaller(transport.port());
                var young = new RawCaller(transport.port())) {
            old.send(helloOfTwo().build());
            until("welcome", () -> !old.answers.isEmpty());
            young.send(helloOfTwo().build());

            assertThat(old.awaitEnd().getCode()).isEqualTo(Status.Code.ABORTED);
            young.send(HEARTBEAT);
            until("heartbeat", () -> mailbox.hasMessage(ExampleMessages.heartbeat(5)));
        }
    }

    @Test
    void doesNotTalkToAnotherMemberAtAnAddress() {
        var three = network.open(new Identity(CLUSTER, THREE), Map.of());
        three.join(GroupId.FIRST, new Mailbox());
        var addressOfThree = new PeerAddress("127.0.0.1", three.port());

        transport.updateAddresses(Map.of(TWO, addressOfThree));

        until("unreachable", () -> mailbox.unreachable().contains(TWO));
        until("counted", () -> three.statistics().connections().handshakesRefused() > 0);
        assertThat(three.statistics().received().messages()).isZero();
    }

    private void expectRefusal(Hello.Builder hello, String... why) {
        try (var caller = new RawCaller(transport.port())) {
            caller.send(hello.build());
            caller.send(HEARTBEAT);

            var end = caller.awaitEnd();
            assertThat(end.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(end.getDescription()).contains(why);
            assertThat(caller.answers).isEmpty();
            assertThat(mailbox.mail()).isEmpty();
            assertThat(transport.statistics().connections().handshakesRefused()).isEqualTo(1);
        }
    }

    private static Hello.Builder helloOfTwo() {
        return RawCaller.hello(new Identity(CLUSTER, TWO), ONE);
    }
}
