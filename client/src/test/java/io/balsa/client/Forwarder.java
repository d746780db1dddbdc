package io.balsa.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between clients and a member, and can lose what the member answers.
final class Forwarder implements AutoCloseable {
    private static final int BUFFER_BYTES = 8_192;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Endpoint member;
    private volatile boolean losesAnswers;

    Forwarder(Endpoint member) throws IOException {
        this.member = member;
        Thread.startVirtualThread(this::accept);
    }

    String endpoint() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /// From now on no answer comes through.
    void loseAnswers() {
        losesAnswers = true;
    }

    /// Ends all connections, and takes no more.
    @Override
    public void close() throws IOException {
        door.close();
        for (var socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                var server = new Socket(member.host(), member.port());
                sockets.add(client);
                sockets.add(server);
                Thread.startVirtualThread(() -> pump(client, server, false));
                Thread.startVirtualThread(() -> pump(server, client, true));
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private void pump(Socket from, Socket to, boolean isAnswer) {
        try (InputStream in = from.getInputStream();
                var out = to.getOutputStream()) {
            var buffer = new byte[BUFFER_BYTES];
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!(isAnswer && losesAnswers)) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException _) {
            // One side was closed, and with it goes the other.
        }
    }
}
