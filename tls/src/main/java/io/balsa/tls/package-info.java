/// Certificates and keys from PEM files, read again when the files change.
///
/// Start at [Credentials]: it reads [TlsFiles], complains with a [TlsException] that names the file
/// and the remedy, and gives the [javax.net.ssl.SSLContext] that new connections use. Everything
/// that opens or takes connections is handed one: the transports between members, the client port,
/// the Java client. [TlsFailures] says in words why a handshake failed.
///
/// It is a module of its own, below all of these, so that each transport can protect its
/// connections in the same way without knowing the others. This package needs the JDK and a reader
/// of PEM files; who speaks TLS with Netty finds the rest in [io.balsa.tls.netty].
@NullMarked
package io.balsa.tls;

import org.jspecify.annotations.NullMarked;
