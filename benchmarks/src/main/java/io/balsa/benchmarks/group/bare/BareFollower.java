package io.balsa.benchmarks.group.bare;

import io.balsa.benchmarks.group.Table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Takes in what the socket has, makes it durable with one write, and says how many commands it has
/// now.
final class BareFollower {
    static final int BATCH_BYTES_MAX = 4 << 20;

    private final SocketChannel leader;
    private final Journal journal;
    private final Table table = new Table();
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(BATCH_BYTES_MAX);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(Long.BYTES);
    private long commands;

    BareFollower(SocketChannel leader, Journal journal) {
        this.leader = leader;
        this.journal = journal;
    }

    void start() {
        Thread.ofPlatform().daemon().name("follower").start(this::run);
    }

    private void run() {
        try {
            while (leader.read(incoming) >= 0) {
                takeIn();
            }
        } catch (IOException _) {
            // The leader is gone: the end of the run.
        }
    }

    private void takeIn() throws IOException {
        incoming.flip();
        var whole = wholeCommands(incoming);
        if (whole > 0) {
            journal.append(incoming.slice(0, whole));
            answer.clear().putLong(commands).flip();
            leader.write(answer);
            apply(whole);
        }
        incoming.compact();
    }

    /// The bytes of the commands that are there as a whole, counted into `commands`.
    private int wholeCommands(ByteBuffer bytes) {
        var end = 0;
        while (end + Integer.BYTES <= bytes.limit()
                && end + Integer.BYTES + bytes.getInt(end) <= bytes.limit()) {
            end += Integer.BYTES + bytes.getInt(end);
            commands++;
        }
        return end;
    }

    private void apply(int end) {
        while (incoming.position() < end) {
            var length = incoming.getInt();
            table.put(incoming.slice(incoming.position(), length));
            incoming.position(incoming.position() + length);
        }
    }
}
