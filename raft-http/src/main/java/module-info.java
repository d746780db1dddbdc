/// Carries messages between the members of groups over HTTP/1.1.
module io.balsa.raft.http {
    requires transitive io.balsa.raft.transport;
    requires static transitive org.jspecify;
    requires io.balsa.tls;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;

    exports io.balsa.raft.http;
}
