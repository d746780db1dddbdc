/// The client port: gRPC and HTTP/1.1 on one listening socket.
///
/// Start with [ClientPort]. It looks at the first bytes of a connection: the HTTP/2 preface means
/// gRPC, anything that may be the start of an HTTP/1.1 request goes to an [HttpHandler], and the
/// rest is answered with 400. [HttpRoutes] is the handler that picks another one by method and
/// path. With TLS, all of that happens inside of it. Everything here runs on event loops, so
/// nothing called from here may block.
@NullMarked
package io.balsa.server.port;

import org.jspecify.annotations.NullMarked;
