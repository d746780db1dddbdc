package io.balsa.raft.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.Refusal;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.MembershipFormat;
import io.balsa.raft.log.snapshot.SnapshotId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.PeerMessage.SnapshotAck.Outcome;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Messages to test with: at least one of every kind, with the odd cases of each.
public final class ExampleMessages {
    private ExampleMessages() {}

    public static PeerMessage heartbeat(long stamp) {
        return protocol(new Message.Heartbeat(3, 7, stamp));
    }

    public static PeerMessage appended(long stamp) {
        return protocol(new Message.Appended(3, 7, stamp));
    }

    private static PeerMessage protocol(Message message) {
        return new PeerMessage.Protocol(message, List.of());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /// `count` entries of one term with payloads of `payloadBytes`, after 1/1.
    public static PeerMessage entries(int count, int payloadBytes) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < count; i++) {
            var payload = ByteBuffer.allocate(payloadBytes);
            if (payloadBytes >= Integer.BYTES) {
                payload.putInt(0, i);
            }
            entries.add(new Entry(new EntryId(1, 2 + i), Entry.Kind.COMMAND, payload));
        }
        var slice =
                new LogSlice(new EntryId(1, 1), List.of(new EntryId(1, 2)), 1 + count, List.of());
        return new PeerMessage.Protocol(new Message.AppendEntries(1, slice, 0, 5), entries);
    }

    /// Two terms, every kind of entry, an empty payload, and a buffer that does not start at 0.
    public static PeerMessage mixedEntries() {
        var addresses = new TreeMap<MemberId, String>();
        addresses.put(MemberId.of(1), "one:2380");
        addresses.put(MemberId.of(2), "two:2380");
        var membership = Membership.ofVoters(addresses);
        var shifted = bytes("..shifted..").position(2).limit(9);
        var entries =
                List.of(
                        new Entry(new EntryId(2, 11), Entry.Kind.COMMAND, bytes("first")),
                        new Entry(
                                new EntryId(2, 12),
                                Entry.Kind.MEMBERSHIP,
                                MembershipFormat.encode(membership)),
                        Entry.blank(new EntryId(4, 13)),
                        new Entry(new EntryId(4, 14), Entry.Kind.COMMAND, bytes("")),
                        new Entry(new EntryId(4, 15), Entry.Kind.COMMAND, shifted));
        var slice =
                new LogSlice(
                        new EntryId(2, 10),
                        List.of(new EntryId(2, 11), new EntryId(4, 13)),
                        15,
                        List.of(new MembershipEntry(new EntryId(2, 12), membership)));
        return new PeerMessage.Protocol(new Message.AppendEntries(4, slice, 9, -3), entries);
    }

    /// One message of every kind.
    public static List<PeerMessage> all() {
        var last = new EntryId(5, 70);
        return List.of(
                protocol(new Message.RequestPreVote(6, last)),
                protocol(new Message.PreVote(6, true, true, last)),
                protocol(new Message.RequestVote(6, EntryId.NONE, true, 77)),
                protocol(new Message.Vote(6, false, true, last, 77)),
                mixedEntries(),
                protocol(new Message.AppendEntries(6, LogSlice.empty(last), 60, 8)),
                protocol(new Message.Appended(6, 70, -9, -8)),
                protocol(new Message.Conflict(6, 69, last, Long.MIN_VALUE)),
                protocol(new Message.Heartbeat(6, 70, Long.MAX_VALUE)),
                protocol(new Message.HeartbeatAnswer(6, 70, 11, 12)),
                protocol(new Message.CommitNotice(6, 70)),
                protocol(new Message.RequestReadIndex(6, 12, true)),
                protocol(new Message.ReadIndex(6, 12, 70)),
                protocol(new Message.TimeoutNow(6)),
                protocol(new Message.Removed(6, 70)),
                protocol(new Message.Isolate(6)),
                protocol(new Message.Isolated(6, last)),
                protocol(new Message.Readmit(6)),
                protocol(new Message.Proven(6, -8)),
                new PeerMessage.Proposal(13, 6, List.of(bytes("a"), bytes(""), bytes("bc"))),
                new PeerMessage.ProposalAccepted(13, new EntryId(6, 71)),
                new PeerMessage.ProposalRefused(13, new Refusal.NotLeader(null)),
                new PeerMessage.ProposalRefused(13, new Refusal.NotLeader(MemberId.of(2))),
                new PeerMessage.ProposalRefused(13, new Refusal.TooManyUncommitted(65_536)),
                new PeerMessage.ProposalRefused(13, new Refusal.TooManyUncommittedBytes(1L << 40)),
                new PeerMessage.ProposalRefused(13, new Refusal.TooManyUnapplied(1 << 26)),
                new PeerMessage.ProposalRefused(13, new Refusal.TooManyReads(1_024)),
                new PeerMessage.ProposalRefused(13, new Refusal.Transferring(MemberId.of(3))),
                new PeerMessage.ProposalRefused(14, new Refusal.DiskFull()),
                chunk(1_000, bytes("a piece of it")),
                chunk(0, bytes("")),
                new PeerMessage.SnapshotAck(6, snapshot(), 1_013, Outcome.RECEIVED),
                new PeerMessage.SnapshotAck(6, snapshot(), 0, Outcome.MISSING),
                new PeerMessage.SnapshotAck(6, snapshot(), 1L << 40, Outcome.COMPLETE),
                new PeerMessage.SnapshotAck(6, snapshot(), 0, Outcome.REFUSED));
    }

    private static SnapshotId snapshot() {
        return new SnapshotId(new EntryId(5, 70), 1L << 40, 0xdeadbeef);
    }

    private static PeerMessage chunk(long position, ByteBuffer content) {
        var addresses = new TreeMap<MemberId, String>();
        addresses.put(MemberId.of(1), "one:2380");
        var membership = new MembershipEntry(new EntryId(4, 66), Membership.ofVoters(addresses));
        var mark = new SnapshotMark(new EntryId(5, 70), membership);
        return new PeerMessage.SnapshotChunk(6, snapshot(), mark, position, content, 0x12345678);
    }
}
