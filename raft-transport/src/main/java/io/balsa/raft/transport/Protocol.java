package io.balsa.raft.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// How frames get from one process to another: what a [SocketTransport] needs of gRPC, or of HTTP.
///
/// It only carries. Who may talk, what is waited for and for how long is decided by the transport.
public interface Protocol {
    /// One short word, for the names of threads.
    String name();

    /// What it is called when TLS agrees on a protocol (ALPN, RFC 7301), such as `h2`.
    default List<String> applicationProtocols() {
        return List.of();
    }

    /// Whether each frame says who sends it, instead of the first alone for all on the same line.
    boolean greetsWithEachFrame();

    /// Begins to listen for other members, and hands what they dial to `reception`.
    ///
    /// @throws IOException when it cannot listen at `address`
    Listening listen(InetSocketAddress address, Sockets sockets, Reception reception)
            throws IOException;

    /// A line to the member at `address`, for one kind of traffic. Nothing happens before it is
    /// opened.
    Dialled dial(InetSocketAddress address, Traffic traffic, Sockets sockets);

    /// The sockets that other members dial.
    interface Listening {
        /// The port, chosen by the operating system where it was told port 0.
        int port();

        /// Listens no more and ends what is open, after a short while for goodbyes.
        void close();
    }

    /// A line that this process has dialled.
    interface Dialled extends Line {
        /// Connects. All that comes of it is told `answers`, on the event loop; frames may be
        /// written at once.
        void open(Answers answers);
    }

    /// What comes back on a line, on the event loop of the transport.
    interface Answers {
        void onFrame(byte[] frame);

        /// There is room for more after [Line#isReady()] was false.
        void onReady();

        /// The line is no more, by whatever cause. The last call.
        void onClosed(String reason);
    }
}
