package io.balsa.raft.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.balsa.raft.transport.FrameWriter;
import io.balsa.raft.transport.v1.Wire.Frame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/// Sends requests to a transport without waiting for answers, and listens to all that it says.
final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread.startVirtualThread(this::listen);
    }

    private void listen() {
        try {
            var in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                synchronized (heard) {
                    heard.write(next);
                }
            }
        } catch (IOException _) {
            // Closed by one of the two.
        }
    }

    /// A frame with its checksum, as it goes over the wire.
    static byte[] bytes(Frame frame) {
        try {
            var out = new ByteArrayOutputStream();
            new FrameWriter(frame, List.of()).drainTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(Frame frame) throws IOException {
        var body = bytes(frame);
        var head =
                """
                POST /raft/vote HTTP/1.1\r
                Host: here\r
                Content-Type: %s\r
                Content-Length: %d\r
                \r
                """
                        .formatted(Routes.CONTENT_TYPE, body.length);
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(ISO_8859_1));
        request.writeBytes(body);
        socket.getOutputStream().write(request.toByteArray());
    }

    /// All that was said so far, a character for each byte.
    String heard() {
        synchronized (heard) {
            return heard.toString(ISO_8859_1);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
