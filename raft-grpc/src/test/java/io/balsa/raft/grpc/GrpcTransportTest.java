package io.balsa.raft.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

class GrpcTransportTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);

    @Test
    void carriesEveryMessageBothWays() throws Exception {
        try (var one = open(ONE);
                var two = open(TWO)) {
            var addresses = Map.of(ONE, address(one), TWO, address(two));
            one.updateAddresses(addresses);
            two.updateAddresses(addresses);
            var mailboxOne = new Mailbox();
            var mailboxTwo = new Mailbox();
            var linkOne = one.join(GroupId.FIRST, mailboxOne);
            var linkTwo = two.join(GroupId.FIRST, mailboxTwo);

            for (var message : Examples.all()) {
                linkOne.send(TWO, message);
                assertThat(mailboxTwo.awaitMail()).isEqualTo(new Mailbox.Mail(ONE, message));
                linkTwo.send(ONE, message);
                assertThat(mailboxOne.awaitMail()).isEqualTo(new Mailbox.Mail(TWO, message));
            }
        }
    }

    private static GrpcTransport open(MemberId member) throws IOException {
        return GrpcTransport.open(
                new Identity(7, member),
                PeerAddress.parse("127.0.0.1:0"),
                Map.of(),
                GrpcLimits.DEFAULT,
                GrpcTiming.DEFAULT);
    }

    private static PeerAddress address(GrpcTransport transport) {
        return new PeerAddress("127.0.0.1", transport.port());
    }
}
