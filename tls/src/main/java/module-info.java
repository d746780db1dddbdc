/// Certificates and keys from files, read again when they change.
module io.balsa.tls {
    requires static transitive org.jspecify;
    requires io.grpc;
    requires io.grpc.util;
    requires transitive io.netty.buffer;
    requires transitive io.netty.handler;
    requires io.netty.codec.http2;
    requires org.slf4j;

    exports io.balsa.tls;
    exports io.balsa.tls.netty;
}
