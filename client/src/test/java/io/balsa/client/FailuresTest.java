package io.balsa.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;

import org.junit.jupiter.api.Test;

import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;

import javax.net.ssl.SSLHandshakeException;

class FailuresTest {
    private static final Endpoint MEMBER = Endpoint.parse("127.0.0.1:2379");

    /// gRPC says `UNKNOWN` of a connection that ends just as a call begins.
    @Test
    void aConnectionThatWasClosedIsAMemberThatCannotBeReached() {
        var closed =
                Status.UNKNOWN
                        .withDescription("channel closed")
                        .withCause(new ClosedChannelException())
                        .asRuntimeException();

        var failure = Failures.of(closed, MEMBER, true);

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.mayHaveHappened()).isTrue();
        assertThat(Failures.of(closed, MEMBER, false).mayHaveHappened()).isFalse();
    }

    @Test
    void aHandshakeThatFailedChangedNothing() {
        var alert = new SSLHandshakeException("Received fatal alert: certificate_required");
        var refused = Status.UNAVAILABLE.withCause(alert).asRuntimeException();

        var failure = Failures.of(refused, MEMBER, true);

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.mayHaveHappened()).isFalse();
        assertThat(failure).hasMessageContaining("it wants to see a certificate");
    }

    @Test
    void aPortThatAnswersNothingInTheClearMayWantTls() {
        var words = "First received frame was not SETTINGS. Hex dump for first 5 bytes: 485454502f";
        var odd =
                Status.UNAVAILABLE
                        .withDescription("http2 exception")
                        .withCause(new IllegalStateException(words));

        assertThat(Failures.of(odd.asRuntimeException(), MEMBER, true))
                .hasMessage(MEMBER + ": it does not answer in the clear: does it want TLS?");
    }

    @Test
    void aConnectionThatNeverWasChangedNothing() {
        var refused = Status.UNAVAILABLE.withCause(new ConnectException("refused"));

        var failure = Failures.of(refused.asRuntimeException(), MEMBER, true);

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.mayHaveHappened()).isFalse();
    }

    /// gRPC judges that by itself, in words that name no setting.
    @Test
    void aMessageThatIsTooLargeIsToldWithItsLimit() {
        var refused =
                Status.RESOURCE_EXHAUSTED
                        .withDescription("gRPC message exceeds maximum size 10: 11")
                        .asRuntimeException();

        assertThat(Failures.of(refused, MEMBER, true))
                .hasMessageContaining("maximum size 10: 11: send less, or raise")
                .hasMessageContaining("limits.request_bytes_max")
                .extracting(CallFailure::reason)
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(Failures.of(refused, MEMBER, false)).hasMessageContaining("ask for less");
    }

    @Test
    void whatNobodyKnowsIsABug() {
        var failure = Failures.of(Status.UNKNOWN.asRuntimeException(), MEMBER, true);

        assertThat(failure.reason()).isEqualTo(Reason.INTERNAL);
        assertThat(failure.mayHaveHappened()).isTrue();
    }
}
