package io.balsa.raft.testkit.contract;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.MembershipFormat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Entries for the contract of log stores to write: the same ones for the same arguments.
final class ExampleEntries {
    private ExampleEntries() {}

    static List<Entry> commands(long term, long firstIndex, int count) {
        var random = new SplittableRandom(firstIndex);
        var entries = new ArrayList<Entry>();
        for (var index = firstIndex; index < firstIndex + count; index++) {
            entries.add(command(new EntryId(term, index), noise(random.nextInt(200))));
        }
        return entries;
    }

    static List<Entry> commandsOfSize(int bytes, long firstIndex, int count) {
        var entries = new ArrayList<Entry>();
        for (var index = firstIndex; index < firstIndex + count; index++) {
            entries.add(command(new EntryId(1, index), noise(bytes)));
        }
        return entries;
    }

    static Entry command(EntryId id, byte[] payload) {
        return new Entry(id, Entry.Kind.COMMAND, ByteBuffer.wrap(payload));
    }

    static Entry membership(EntryId id, int count) {
        return new Entry(id, Entry.Kind.MEMBERSHIP, MembershipFormat.encode(voters(count)));
    }

    static Membership voters(int count) {
        var addresses = new TreeMap<MemberId, String>();
        for (var id = 1; id <= count; id++) {
            addresses.put(MemberId.of(id), "member-" + id + ":2380");
        }
        return Membership.ofVoters(addresses);
    }

    static byte[] noise(int length) {
        var bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }
}
