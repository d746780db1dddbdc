package io.balsa.raft.http;

import io.balsa.raft.transport.Traffic;

import org.jspecify.annotations.Nullable;

/// The paths, one for each kind of traffic, and what is posted there.
final class Routes {
    /// A frame in binary protobuf, as `transport.proto` describes it.
    static final String CONTENT_TYPE = "application/vnd.balsa.raft-frame";

    private Routes() {}

    static String path(Traffic traffic) {
        return switch (traffic) {
            case LEADERSHIP -> "/raft/vote";
            case REPLICATION -> "/raft/append";
            case SNAPSHOT -> "/raft/snapshot";
        };
    }

    static @Nullable Traffic traffic(String path) {
        for (var traffic : Traffic.values()) {
            if (path(traffic).equals(path)) {
                return traffic;
            }
        }
        return null;
    }
}
