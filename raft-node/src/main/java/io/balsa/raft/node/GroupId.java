package io.balsa.raft.node;

/// Names one group among those whose members share a process and its connections.
public record GroupId(long value) {
    /// The group of a process that has only one.
    public static final GroupId FIRST = new GroupId(1);
}
