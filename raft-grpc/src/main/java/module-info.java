/// Carries messages between the members of groups over gRPC.
module io.balsa.raft.grpc {
    requires transitive io.balsa.raft.node;
    requires static transitive org.jspecify;
    requires com.google.protobuf;
    requires io.grpc;
    requires io.grpc.netty;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires org.slf4j;

    exports io.balsa.raft.grpc;
}
