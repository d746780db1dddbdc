package io.balsa.kv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// A store comes back from a snapshot as it was, and goes on as if nothing had happened.
class KvSnapshotTest {
    private static final SessionLimits LIMITS = new SessionLimits(3, 4, 2_000);

    private static byte[] snapshot(KvStore store) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var view = store.view()) {
            view.writeTo(bytes);
        }
        return bytes.toByteArray();
    }

    private static void apply(LoggedStore store, RandomCommands random, int count) {
        for (var i = 0; i < count; i++) {
            store.apply(CommandFormat.encode(random.command(), random.once()));
        }
    }

    @Test
    void comesBackAsItWasAndGoesOnTheSame() throws Exception {
        for (var seed = 0; seed < 50; seed++) {
            var random = new RandomCommands(seed);
            var original = new LoggedStore(LIMITS);
            apply(original, random, 200);
            var restored = new LoggedStore(LIMITS);
            apply(restored, new RandomCommands(seed + 1_000), 50);

            restored.store.restore(new ByteArrayInputStream(snapshot(original.store)));

            assertThat(restored.store.digest()).isEqualTo(original.store.digest());
            assertThat(restored.store.revision()).isEqualTo(original.store.revision());
            for (var i = 0; i < 200; i++) {
                var command = CommandFormat.encode(random.command(), random.once());
                assertThat(restored.apply(command.duplicate())).isEqualTo(original.apply(command));
            }
            assertThat(restored.store.digest()).isEqualTo(original.store.digest());
        }
    }

    @Test
    void equalStatesHaveEqualBytes() throws Exception {
        var one = new LoggedStore(LIMITS);
        var other = new LoggedStore(LIMITS);
        apply(one, new RandomCommands(3), 300);
        apply(other, new RandomCommands(3), 300);

        assertThat(snapshot(one.store)).isEqualTo(snapshot(other.store));
    }

    /// Thousands of keys, so that runs are split, joined and dropped while the view is open.
    @Test
    void theViewDoesNotShowWhatIsAppliedLater() throws Exception {
        var store = new LoggedStore();
        for (var i = 0; i < 5_000; i++) {
            store.put("key-" + i, "value");
        }
        var before = snapshot(store.store);

        try (var view = store.store.view()) {
            for (var i = 0; i < 5_000; i += 2) {
                store.delete("key-" + i);
                store.put("new-" + i, "value");
                store.put("key-" + (i + 1), "other");
            }
            var bytes = new ByteArrayOutputStream();
            view.writeTo(bytes);

            assertThat(bytes.toByteArray()).isEqualTo(before);
        }
        assertThat(snapshot(store.store)).isNotEqualTo(before);
    }

    @Test
    void refusesBytesThatAreCutOffOrOfAnotherFormat() throws Exception {
        var store = new LoggedStore(LIMITS);
        apply(store, new RandomCommands(5), 100);
        var bytes = snapshot(store.store);
        var other = bytes.clone();
        other[3] = 2;

        for (var length = 0; length < bytes.length; length += 7) {
            var cut = new ByteArrayInputStream(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> new KvStore(LIMITS).restore(cut))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> new KvStore(LIMITS).restore(new ByteArrayInputStream(other)))
                .hasMessageContaining("format 2");
        assertThatThrownBy(() ->
                        new KvStore(LIMITS)
                                .restore(
                                        new ByteArrayInputStream(
                                                Arrays.copyOf(bytes, bytes.length + 1))))
                .hasMessageContaining("does not end");
    }
}
