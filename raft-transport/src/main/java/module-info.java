/// What transports between members have in common: who may talk, and how messages become frames.
module io.balsa.raft.transport {
    requires transitive com.google.protobuf;
    requires transitive io.balsa.raft.node;
    requires transitive io.balsa.tls;
    requires transitive io.netty.buffer;
    requires transitive io.netty.transport;
    requires static transitive org.jspecify;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport.classes.epoll;
    requires org.slf4j;

    exports io.balsa.raft.transport;
    exports io.balsa.raft.transport.v1;
}
