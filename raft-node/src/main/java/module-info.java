/// Runs a member of a group: the threads, the clock and the seams around the protocol.
module io.balsa.raft.node {
    requires transitive io.balsa.raft.core;
    requires transitive io.balsa.raft.log;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.balsa.raft.node;
}
