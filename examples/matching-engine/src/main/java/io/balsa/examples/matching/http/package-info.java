/// The example's door for clients: JSON over HTTP, on the JDK's own server.
///
/// [Api] has the routes, [HttpPort] the sockets. `Requests` and `Answers` know the wire format,
/// which is that of an older system: prices and volumes are decimals, and an order's number is
/// spelled `sequance` beside `sequence`.
@NullMarked
package io.balsa.examples.matching.http;

import org.jspecify.annotations.NullMarked;
