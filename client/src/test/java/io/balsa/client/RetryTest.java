package io.balsa.client;

import static com.google.protobuf.ByteString.copyFromUtf8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;

import io.grpc.Status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

/// What is sent again, and what a failure says of it.
class RetryTest {
    private static final ByteString KEY = copyFromUtf8("k");

    @RegisterExtension final Group group = new Group();

    @Test
    void opensASessionThatChangesNothingBeforeTheFirstWrite() throws Exception {
        var member = group.keep(new ScriptedMember());
        var keys = group.client(patient(member)).keys();

        keys.put("k", "1");
        keys.put("k", "2");

        var opening = member.requests.get(0);
        assertThat(opening.getOnce().getOpens()).isTrue();
        assertThat(opening.getCompareAndSet().getVersion()).isEqualTo(Long.MAX_VALUE);
        assertThat(member.requests)
                .extracting(request -> request.getOnce().getOpens())
                .containsExactly(true, false, false);
        assertThat(member.requests)
                .extracting(request -> request.getOnce().getSerial())
                .containsExactly(0L, 1L, 2L);
        assertThat(member.requests.get(2).getOnce().getAnsweredBelow()).isEqualTo(2);
        assertThat(member.requests)
                .extracting(request -> request.getOnce().getClientId())
                .containsOnly(opening.getOnce().getClientId());
    }

    @Test
    void sendsAWriteAgainUnchangedUntilItIsAnswered() throws Exception {
        var member = group.keep(new ScriptedMember());
        member.answers()
                .fails(Status.UNAVAILABLE)
                .fails(Status.UNAVAILABLE, reason("LEADER_LOST"), true)
                .fails(Status.RESOURCE_EXHAUSTED, reason("OVERLOADED"), false);
        var keys = group.client(patient(member)).keys();

        assertThat(keys.put("k", "1").origin().revision()).isEqualTo(7);

        var tries = member.requests.subList(1, member.requests.size());
        assertThat(tries).hasSize(4).containsOnly(tries.getFirst());
    }

    @Test
    void goesToTheNextMemberWhenOneKeepsSilent() throws Exception {
        var silent = group.keep(new ScriptedMember()).keepsSilent();
        var other = group.keep(new ScriptedMember());
        var options =
                ClientOptions.of(silent.endpoint(), other.endpoint())
                        .within(Group.PATIENCE)
                        .withAttempt(Duration.ofSeconds(2));
        var keys = group.client(options).keys();

        assertThat(keys.get(KEY, Consistency.LINEARIZABLE).origin().revision()).isEqualTo(7);
        keys.get(KEY, Consistency.LINEARIZABLE);

        assertThat(silent.requests).hasSize(1);
        assertThat(other.requests).hasSize(2);
    }

    @Test
    void doesNotRepeatWhatMakesNoSense() throws Exception {
        var member = group.keep(new ScriptedMember());
        member.answers().fails(Status.INVALID_ARGUMENT, reason("INVALID"), false);
        var keys = group.client(patient(member)).keys();

        var failure = catchThrowableOfType(CallFailure.class, () -> keys.put("k", "1"));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure.mayHaveHappened()).isFalse();
        assertThat(member.requests).hasSize(2);
    }

    @Test
    void saysThatAWriteMayHaveHappenedWhenItsSessionIsLostAfterATryInDoubt() throws Exception {
        var member = group.keep(new ScriptedMember());
        member.answers()
                .fails(Status.UNAVAILABLE)
                .fails(Status.FAILED_PRECONDITION, reason("SESSION_LOST"), false);
        var keys = group.client(patient(member)).keys();

        var failure = catchThrowableOfType(CallFailure.class, () -> keys.put("k", "1"));

        assertThat(failure.reason()).isEqualTo(Reason.SESSION_LOST);
        assertThat(failure.mayHaveHappened()).isTrue();
        keys.put("k", "2");
        assertThat(member.requests.getLast().getOnce().getClientId())
                .isNotEqualTo(member.requests.getFirst().getOnce().getClientId());
    }

    @Test
    void saysThatAWriteMayHaveHappenedWhenItsTimeIsUp() throws Exception {
        var member = group.keep(new ScriptedMember()).answers().answers().keepsSilent();
        var keys = group.client(patient(member)).keys();
        keys.put("k", "0"); // It is connected, and has a session.
        var brief = keys.within(Duration.ofSeconds(1));

        var failure = catchThrowableOfType(CallFailure.class, () -> brief.put("k", "1"));

        assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(failure.mayHaveHappened()).isTrue();
    }

    /// The last try has what little time is left, and can seldom tell why.
    @Test
    void saysWhatTheLastTryMetThatWasNotCutShort() throws Exception {
        var away = Status.UNAVAILABLE.withDescription("on holiday");
        var member = group.keep(new ScriptedMember()).answers().answers().fails(away).keepsSilent();
        var keys = group.client(patient(member)).keys();
        keys.put("k", "0"); // It is connected, and has a session.
        var brief = keys.within(Duration.ofSeconds(1));

        var failure = catchThrowableOfType(CallFailure.class, () -> brief.put("k", "1"));

        assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(failure).hasMessageContaining("on holiday");
        assertThat(member.requests).hasSize(4);
    }

    @Test
    void knowsThatNothingHappenedWhereNobodyListens() throws Exception {
        String endpoint;
        try (var member = new ScriptedMember()) {
            endpoint = member.endpoint();
        }
        var options = ClientOptions.of(endpoint).within(Duration.ofMillis(500));
        var keys = group.client(options).keys();

        var failure = catchThrowableOfType(CallFailure.class, () -> keys.put("k", "1"));

        assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(failure.mayHaveHappened()).isFalse();
        assertThat(failure).hasMessageContaining(endpoint);
    }

    @Test
    void refusesWhatIsOverItsLimits() throws Exception {
        var member = group.keep(new ScriptedMember()).keepsSilent();
        var limits = new ClientLimits(1, 1, 1 << 20);
        var keys = group.client(patient(member).withLimits(limits)).asyncKeys();
        var waiting = keys.get(KEY, Consistency.LOCAL);

        var read = keys.get(KEY, Consistency.LOCAL);

        assertThat(waiting).isNotDone();
        assertThatThrownBy(read::join)
                .hasRootCauseMessage(
                        "1 calls are under way, the most that this client takes: wait for some");
    }

    @Test
    void refusesWritesThatTheStoreWouldForget() throws Exception {
        var member = group.keep(new ScriptedMember()).answers();
        var keys = group.client(patient(member)).asyncKeys();
        var waiting = new ArrayList<CompletableFuture<?>>();
        for (var i = 0; i < ClientLimits.STORE_ANSWERS_MAX; i++) {
            member.keepsSilent();
        }
        for (var i = 0; i < ClientLimits.STORE_ANSWERS_MAX; i++) {
            waiting.add(keys.put(KEY, KEY));
        }

        assertThatThrownBy(keys.put(KEY, KEY)::join)
                .hasRootCauseMessage(
                        "256 writes since the oldest without an answer, the most: wait for it");
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void failsWhatIsUnderWayWhenItIsClosed() throws Exception {
        var member = group.keep(new ScriptedMember()).keepsSilent();
        var client = BalsaClient.of(member.endpoint());
        var waiting = client.asyncKeys().get(KEY, Consistency.LOCAL);
        Group.await(() -> !member.requests.isEmpty());

        client.close();

        assertThatThrownBy(waiting::join)
                .cause()
                .isInstanceOfSatisfying(
                        CallFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.CLOSED));
        assertThatThrownBy(() -> client.keys().text("k")).hasMessageContaining("is closed");
    }

    private static ClientOptions patient(ScriptedMember member) {
        return ClientOptions.of(member.endpoint())
                .within(Group.PATIENCE)
                .withAttempt(Group.PATIENCE);
    }

    private static io.balsa.wire.v1.ErrorDetail.Reason reason(String name) {
        return io.balsa.wire.v1.ErrorDetail.Reason.valueOf("REASON_" + name);
    }
}
