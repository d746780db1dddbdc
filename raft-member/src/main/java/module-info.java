/// A member with everything it needs: the usual way to embed Balsa.
module io.balsa.raft.member {
    requires transitive io.balsa.raft.node;
    requires transitive io.balsa.raft.transport;
    requires io.balsa.raft.grpc;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.balsa.raft.member;
}
