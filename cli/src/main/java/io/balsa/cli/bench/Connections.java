package io.balsa.cli.bench;

import io.balsa.cli.member.Connector;
import io.balsa.client.Security;
import io.grpc.Channel;
import io.netty.channel.EventLoopGroup;

import java.util.stream.IntStream;

/// A fixed number of connections, dealt out to the endpoints of a target in turn.
final class Connections implements AutoCloseable {
    private final Connector connector;
    private final Channel[] channels;

    private Connections(Connector connector, Channel[] channels) {
        this.connector = connector;
        this.channels = channels;
    }

    static Connections open(Target target, Plan.Load load, Security security) {
        var connector = Connector.start(load.threads(), security);
        var endpoints = target.endpoints();
        var channels =
                IntStream.range(0, load.connections())
                        .mapToObj(i -> connector.open(endpoints.get(i % endpoints.size())))
                        .toArray(Channel[]::new);
        return new Connections(connector, channels);
    }

    int count() {
        return channels.length;
    }

    /// Any number names a connection; consecutive ones name different ones.
    Channel connection(long number) {
        return channels[(int) (number % channels.length)];
    }

    EventLoopGroup loops() {
        return connector.loops();
    }

    @Override
    public void close() {
        connector.close();
    }
}
