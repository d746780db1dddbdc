package io.balsa.examples.counter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.StringJoiner;

/// Ports of this machine that nobody listens at.
final class FreePorts {
    private FreePorts() {}

    /// So many members at free ports, as text. The ports are all held at the same time, so no two
    /// are equal.
    static String members(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            var members = new StringJoiner(",");
            for (var id = 1; id <= count; id++) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                members.add(id + "=127.0.0.1:" + socket.getLocalPort());
            }
            return members.toString();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }
}
