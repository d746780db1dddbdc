package io.balsa.raft.core;

/// What a member is told before it starts.
public record RaftConfig(MemberId self, Timing timing, Limits limits, RaftOptions options) {
    /// With the default options.
    public RaftConfig(MemberId self, Timing timing, Limits limits) {
        this(self, timing, limits, RaftOptions.DEFAULT);
    }
}
