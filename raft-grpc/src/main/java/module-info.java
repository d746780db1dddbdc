/// Carries messages between the members of groups over gRPC.
module io.balsa.raft.grpc {
    requires transitive io.balsa.raft.transport;
    requires static transitive org.jspecify;
    requires io.grpc;
    requires io.grpc.netty;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;

    exports io.balsa.raft.grpc;
}
