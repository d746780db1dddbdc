package io.balsa.client;

import static com.google.protobuf.ByteString.copyFromUtf8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;

import io.balsa.client.RangeQuery.Content;
import io.balsa.server.Server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class KeysTest {
    @RegisterExtension final Group group = new Group();

    @Test
    void putsGetsAndDeletes() throws Exception {
        var keys = group.client(List.of(group.alone())).keys();

        var first = keys.put("a", "1");
        var second = keys.put("a", "2");

        assertThat(first.previous()).isEmpty();
        assertThat(first.origin().member()).isEqualTo(1);
        assertThat(value(second.previous())).isEqualTo("1");
        assertThat(second.origin().revision()).isEqualTo(first.origin().revision() + 1);
        assertThat(keys.text("a")).contains("2");
        assertThat(keys.delete(KeyRange.of(copyFromUtf8("a"))).count()).isEqualTo(1);
        assertThat(keys.delete(KeyRange.of(copyFromUtf8("a"))).count()).isZero();
        assertThat(keys.text("a")).isEmpty();
    }

    @Test
    void readsWhatWasWrittenOnEveryMemberWithEveryConsistency() throws Exception {
        var servers = group.three();
        var keys = group.client(servers).keys();
        for (var round = 0; round < 6; round++) {
            var value = "" + round;
            keys.put("k", value);
            for (var consistency : List.of(Consistency.LINEARIZABLE, Consistency.FOLLOWER)) {
                assertThat(value(keys.get(copyFromUtf8("k"), consistency).pair()))
                        .as(consistency.name())
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void asksTheMembersInTurnForReadsOfFollowers() throws Exception {
        var servers = group.three();
        var options =
                ClientOptions.of(Group.endpoints(servers))
                        .within(Group.PATIENCE)
                        .withAttempt(Group.PATIENCE);
        var keys = group.client(options).keys();
        var asked =
                List.of(1, 2, 3).stream()
                        .map(_ -> keys.get(copyFromUtf8("k"), Consistency.FOLLOWER))
                        .map(answer -> answer.origin().member());

        assertThat(asked).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void readsLocallyWhereThereIsNoQuorum() throws Exception {
        var servers = group.three();
        var last = servers.getLast();
        var keys = group.client(List.of(last)).keys();
        keys.put("k", "v");
        servers.stream().limit(2).forEach(Server::close);

        assertThat(value(keys.get(copyFromUtf8("k"), Consistency.LOCAL).pair())).isEqualTo("v");
        var brief = keys.within(Duration.ofMillis(1_500));
        var read =
                catchThrowableOfType(
                        CallFailure.class,
                        () -> brief.get(copyFromUtf8("k"), Consistency.LINEARIZABLE));
        var write = catchThrowableOfType(CallFailure.class, () -> brief.put("k", "w"));

        assertThat(read.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(read.mayHaveHappened()).isFalse();
        assertThat(read).hasMessageContaining(Group.endpoint(last) + ": ");
        assertThat(write.reason()).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void setsOnlyWhatIsAsExpected() throws Exception {
        var keys = group.client(List.of(group.alone())).keys();
        var key = copyFromUtf8("k");

        var created = keys.compareAndSet(key, new Expected.Absent(), text("1"));
        var twice = keys.compareAndSet(key, new Expected.Absent(), text("2"));
        var revision = created.origin().revision();
        var byRevision = keys.compareAndSet(key, new Expected.ModRevision(revision), text("3"));
        var byValue = keys.compareAndSet(key, new Expected.Value(copyFromUtf8("3")), text("4"));
        var gone = keys.compareAndSet(key, new Expected.Version(3), Optional.empty());

        assertThat(created.succeeded()).isTrue();
        assertThat(twice.succeeded()).isFalse();
        assertThat(value(twice.actual())).isEqualTo("1");
        assertThat(byRevision.succeeded()).isTrue();
        assertThat(byValue.succeeded()).isTrue();
        assertThat(gone.succeeded()).isTrue();
        assertThat(keys.text("k")).isEmpty();
    }

    @Test
    void readsRanges() throws Exception {
        var keys = group.client(List.of(group.alone())).keys();
        for (var key : List.of("a1", "a2", "a3", "b")) {
            keys.put(key, "v");
        }

        var all = RangeQuery.of(KeyRange.startingWith(copyFromUtf8("a")));
        var two = keys.range(all.limited(2));
        var names = keys.range(all.with(Content.KEYS).with(Consistency.LOCAL));

        assertThat(two.pairs())
                .extracting(pair -> pair.getKey().toStringUtf8())
                .containsExactly("a1", "a2");
        assertThat(two.more()).isTrue();
        assertThat(names.pairs()).hasSize(3).allMatch(pair -> pair.getValue().isEmpty());
        assertThat(keys.range(all.with(Content.COUNT)).count()).isEqualTo(3);
        assertThat(keys.range(RangeQuery.of(KeyRange.ALL)).count()).isEqualTo(4);
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        var keys = group.client(List.of(group.alone())).keys();

        var failure = catchThrowableOfType(CallFailure.class, () -> keys.put("", "v"));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure.mayHaveHappened()).isFalse();
    }

    private static Optional<ByteString> text(String text) {
        return Optional.of(copyFromUtf8(text));
    }

    private static String value(Optional<io.balsa.wire.v1.Pair> pair) {
        return pair.orElseThrow().getValue().toStringUtf8();
    }
}
