package io.balsa.server.metrics;

import io.balsa.server.store.ReplicatedStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.EnumMap;
import java.util.Map;

/// `storage_reads_total`, `storage_writes_total` and `storage_deletes_total`, by `status`: requests
/// of clients of this member, whatever protocol they speak.
final class StoreMeters implements ReplicatedStore.Witness {
    private final Map<ReplicatedStore.Access, Counter> successes;
    private final Map<ReplicatedStore.Access, Counter> errors;

    StoreMeters(MeterRegistry registry) {
        this.successes = counters(registry, "success");
        this.errors = counters(registry, "error");
    }

    private static Map<ReplicatedStore.Access, Counter> counters(
            MeterRegistry registry, String status) {
        var counters = new EnumMap<ReplicatedStore.Access, Counter>(ReplicatedStore.Access.class);
        for (var access : ReplicatedStore.Access.values()) {
            var name =
                    switch (access) {
                        case READ -> "storage_reads";
                        case WRITE -> "storage_writes";
                        case DELETE -> "storage_deletes";
                    };
            counters.put(
                    access,
                    Counter.builder(name)
                            .description("requests to the store")
                            .tag("status", status)
                            .register(registry));
        }
        return counters;
    }

    @Override
    public void onEnd(ReplicatedStore.Access access, boolean isAnswered) {
        var counter = (isAnswered ? successes : errors).get(access);
        if (counter != null) {
            counter.increment();
        }
    }
}
