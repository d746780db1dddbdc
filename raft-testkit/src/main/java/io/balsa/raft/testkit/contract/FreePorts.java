package io.balsa.raft.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Ports of loopback that nobody listens at, for members that must know each other's before they
/// start. Whoever can let the system choose does that.
///
/// They lie below those that systems give to sockets by themselves: one of those could be given
/// away again before its member listens there.
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int BEYOND = 32_000;
    private static final int ATTEMPTS_MAX = 1_000;

    private FreePorts() {}

    /// A port.
    ///
    /// @throws UncheckedIOException if none can be found
    public static int one() {
        return choose(1).getFirst();
    }

    /// So many members as text, from `1=127.0.0.1:` on.
    ///
    /// @throws UncheckedIOException if there are not so many ports
    public static String members(int count) {
        var ports = choose(count);
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> id + "=127.0.0.1:" + ports.get(id - 1))
                .collect(Collectors.joining(","));
    }

    /// So many ports, no two of them equal.
    ///
    /// @throws UncheckedIOException if there are not so many
    public static List<Integer> choose(int count) {
        var held = new ArrayList<ServerSocket>();
        try {
            for (var attempts = 0; held.size() < count; attempts++) {
                tryToHold(held, attempts);
            }
            var ports = held.stream().map(ServerSocket::getLocalPort).toList();
            for (var socket : held) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tryToHold(List<ServerSocket> held, int attempts) throws IOException {
        var port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
        try {
            held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (BindException taken) {
            if (attempts >= ATTEMPTS_MAX) {
                throw taken;
            }
        }
    }
}
