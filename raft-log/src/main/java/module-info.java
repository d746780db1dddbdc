/// What a member must not forget: the log, the ballot, and the files that hold them.
module io.balsa.raft.log {
    requires transitive io.balsa.raft.core;
    requires jdk.unsupported;
    requires static transitive org.jspecify;

    exports io.balsa.raft.log;
    exports io.balsa.raft.log.snapshot;
}
