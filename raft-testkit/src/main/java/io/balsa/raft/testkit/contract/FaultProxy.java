package io.balsa.raft.testkit.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between a member and the one that it dials, and does what networks do: it cuts
/// connections, lets them hang, and damages what goes through.
public final class FaultProxy implements AutoCloseable {
    private static final int CHUNK_BYTES = 16 << 10;

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile int targetPort;
    private volatile boolean isCut;
    private volatile long stallBytes = Long.MAX_VALUE;
    private volatile long damageBytes = Long.MAX_VALUE;

    FaultProxy() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    /// Where to dial, on loopback.
    public int port() {
        return listening.getLocalPort();
    }

    /// Connections go to this port; before the first call they are refused.
    public void pointTo(int port) {
        targetPort = port;
    }

    /// Closes all connections, and new ones at once, until [#heal].
    public void cut() {
        isCut = true;
        open.forEach(FaultProxy::close);
    }

    /// Undoes [#cut] and [#stallAfter].
    public void heal() {
        isCut = false;
        stallBytes = Long.MAX_VALUE;
    }

    /// A connection that has carried so many bytes to the target carries no more, either way, but
    /// stays open.
    public void stallAfter(long bytes) {
        stallBytes = bytes;
    }

    /// Flips a bit in the byte that a connection carries to the target after so many others; only
    /// once.
    public void damageAfter(long bytes) {
        damageBytes = bytes;
    }

    private void accept() {
        try {
            while (true) {
                var caller = listening.accept();
                Thread.startVirtualThread(() -> connect(caller));
            }
        } catch (IOException _) {
            // Closed: the test is over.
        }
    }

    private void connect(Socket caller) {
        try (caller;
                var target = new Socket()) {
            open.add(caller);
            open.add(target);
            if (isCut || targetPort == 0) {
                return;
            }
            target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            caller.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            var way = new Way(caller.getInputStream(), target.getOutputStream());
            Thread.startVirtualThread(() -> back(target, caller, way));
            way.carry();
        } catch (IOException | InterruptedException _) {
            // Cut by us or by one of the ends.
        } finally {
            open.remove(caller);
        }
    }

    private void back(Socket target, Socket caller, Way forth) {
        try (target;
                caller) {
            var chunk = new byte[CHUNK_BYTES];
            var in = target.getInputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                forth.stallIfDue();
                caller.getOutputStream().write(chunk, 0, read);
            }
        } catch (IOException | InterruptedException _) {
            // Cut by us or by one of the ends.
        } finally {
            open.remove(target);
        }
    }

    /// The bytes of one connection from the caller to the target.
    private final class Way {
        private final InputStream in;
        private final OutputStream out;
        private final AtomicLong carried = new AtomicLong();

        Way(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        void carry() throws IOException, InterruptedException {
            var chunk = new byte[CHUNK_BYTES];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                stallIfDue();
                if (carried.get() + read > damageBytes) {
                    chunk[(int) Math.max(0, damageBytes - carried.get())] ^= 0x10;
                    damageBytes = Long.MAX_VALUE;
                }
                out.write(chunk, 0, read);
                carried.addAndGet(read);
            }
        }

        void stallIfDue() throws InterruptedException {
            if (carried.get() > stallBytes) {
                end.await();
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        listening.close();
        open.forEach(FaultProxy::close);
    }
}
