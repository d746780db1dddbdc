package io.balsa.raft.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A membership as bytes: the payload of an entry of kind [Entry.Kind#MEMBERSHIP].
///
/// Version 1, big-endian: version (1 byte); number of voter sets (1) and each set; the learners, a
/// set; number of addresses (2) and each as member id (8), length (2) and UTF-8; the promotable
/// learners, a set; the retired ids, a set. A set is its size (2) and its member ids (8 each),
/// ascending. There is one encoding of a membership, and nothing else is accepted.
public final class MembershipFormat {
    private static final int VERSION = 1;
    private static final int SETS_MAX = 2;
    private static final int MEMBERS_MAX = 0xFFFF;
    private static final int ADDRESS_BYTES_MAX = 0xFFFF;

    private MembershipFormat() {}

    /// The bytes of `membership`, read-only.
    ///
    /// @throws IllegalArgumentException when it holds more sets, members or bytes of an address
    ///   than the format has room for
    public static ByteBuffer encode(Membership membership) {
        limit("voter sets", membership.voterSets().size(), SETS_MAX);
        limit("addresses", membership.addresses().size(), MEMBERS_MAX);
        var addresses = new TreeMap<MemberId, byte[]>();
        membership
                .addresses()
                .forEach((member, text) -> addresses.put(member, text.getBytes(UTF_8)));

        var bytes = ByteBuffer.allocate(encodedBytes(membership, addresses.values()));
        bytes.put((byte) VERSION).put((byte) membership.voterSets().size());
        membership.voterSets().forEach(set -> putMembers(bytes, set));
        putMembers(bytes, membership.learners());
        bytes.putShort((short) addresses.size());
        addresses.forEach((member, address) -> {
            limit("bytes of an address", address.length, ADDRESS_BYTES_MAX);
            bytes.putLong(member.value()).putShort((short) address.length).put(address);
        });
        putMembers(bytes, membership.promotable());
        putMembers(bytes, membership.retired());
        return bytes.flip().asReadOnlyBuffer();
    }

    private static int encodedBytes(Membership membership, Collection<byte[]> addresses) {
        var members =
                membership.learners().size()
                        + membership.promotable().size()
                        + membership.retired().size();
        for (var set : membership.voterSets()) {
            members += set.size();
        }
        var sets = membership.voterSets().size() + 3;
        var text = addresses.stream().mapToInt(address -> Long.BYTES + 2 + address.length).sum();
        return 2 + 2 * sets + Long.BYTES * members + 2 + text;
    }

    private static void putMembers(ByteBuffer bytes, SortedSet<MemberId> members) {
        limit("members of a set", members.size(), MEMBERS_MAX);
        bytes.putShort((short) members.size());
        members.forEach(member -> bytes.putLong(member.value()));
    }

    private static void limit(String what, int count, int max) {
        if (count > max) {
            throw new IllegalArgumentException(
                    "a membership has at most %d %s, not %d".formatted(max, what, count));
        }
    }

    /// The membership in `payload`, whose position stays where it is.
    ///
    /// @throws IllegalArgumentException when the bytes are no membership, or one of a version that
    ///   this program does not know
    public static Membership decode(ByteBuffer payload) {
        var bytes = payload.duplicate();
        try {
            var membership = membership(bytes);
            if (bytes.hasRemaining()) {
                throw refused(bytes.remaining() + " bytes follow its end");
            }
            return membership;
        } catch (BufferUnderflowException _) {
            throw refused("it ends after " + payload.remaining() + " bytes, in the middle");
        }
    }

    private static Membership membership(ByteBuffer bytes) {
        var version = Byte.toUnsignedInt(bytes.get());
        if (version != VERSION) {
            throw refused("its version is " + version + " and this program knows " + VERSION);
        }
        var sets = Byte.toUnsignedInt(bytes.get());
        if (sets > SETS_MAX) {
            throw refused("it has " + sets + " voter sets, and two are the most");
        }
        var voterSets = new ArrayList<SortedSet<MemberId>>();
        for (var i = 0; i < sets; i++) {
            voterSets.add(members(bytes));
            if (voterSets.getLast().isEmpty()) {
                throw refused("a voter set is empty");
            }
        }
        return new Membership(
                voterSets, members(bytes), addresses(bytes), members(bytes), members(bytes));
    }

    private static SortedSet<MemberId> members(ByteBuffer bytes) {
        var members = new TreeSet<MemberId>();
        for (var left = Short.toUnsignedInt(bytes.getShort()); left > 0; left--) {
            members.add(nextMember(bytes, members.isEmpty() ? 0 : members.last().value()));
        }
        return members;
    }

    private static SortedMap<MemberId, String> addresses(ByteBuffer bytes) {
        var addresses = new TreeMap<MemberId, String>();
        for (var left = Short.toUnsignedInt(bytes.getShort()); left > 0; left--) {
            var member = nextMember(bytes, addresses.isEmpty() ? 0 : addresses.lastKey().value());
            addresses.put(member, text(bytes, Short.toUnsignedInt(bytes.getShort())));
        }
        return addresses;
    }

    private static MemberId nextMember(ByteBuffer bytes, long before) {
        var value = bytes.getLong();
        if (value <= before) {
            throw refused("member id " + value + " follows " + before);
        }
        return MemberId.of(value);
    }

    private static String text(ByteBuffer bytes, int length) {
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        var encoded = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        try {
            return UTF_8.newDecoder().decode(encoded).toString();
        } catch (CharacterCodingException _) {
            throw refused("an address is not UTF-8");
        }
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("this is no membership: " + why);
    }
}
