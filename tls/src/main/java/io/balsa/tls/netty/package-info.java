/// What connections of Netty need of [io.balsa.tls.Credentials]: start at [NettyTls].
@NullMarked
package io.balsa.tls.netty;

import org.jspecify.annotations.NullMarked;
