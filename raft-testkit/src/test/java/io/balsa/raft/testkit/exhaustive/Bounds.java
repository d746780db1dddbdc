package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Effect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// What an exploration tries. Everything within the bounds is tried, nothing beyond.
///
/// @param members how many there are; all of them are voters with the same log of one entry, but
///   for the last where voters are added: it knows nothing
/// @param termMax no member campaigns beyond this term; the group begins in term 1, which has no
///   leader
/// @param requestsMax proposals, and what else `requests` allows, together
/// @param crashesMax crashes with a restart, of whichever members, also in the middle of a write
/// @param writesUnderWayMax how many writes a member goes on behind; with 0, a member takes no step
///   while it writes, but a crash may still find any part of the write done
/// @param heartbeats are they sent? Without, the network loses them all
/// @param preVotes are pre-votes asked for? Without, members stand for election at once, as an
///   operator may make them do at any time
/// @param requests what leaders are asked for besides proposals
public record Bounds(
        int members,
        long termMax,
        int requestsMax,
        int crashesMax,
        int writesUnderWayMax,
        boolean heartbeats,
        boolean preVotes,
        Requests requests) {

    public Bounds {
        if (requests == Requests.A_LOST_DISK && crashesMax > 1) {
            throw new IllegalArgumentException("nothing holds when more than one disk is lost");
        }
    }

    public enum Requests {
        NOTHING_ELSE,
        /// To make a voter of the last member.
        ADD_A_VOTER,
        /// To remove any one voter.
        REMOVE_A_VOTER,
        /// To hand over to any other voter.
        TRANSFER,
        /// Besides the proposals, for one linearizable read.
        A_READ,
        /// The same; followers may be asked for it, too.
        A_READ_OF_ANYBODY,
        /// Nothing else, but whoever crashes finds its disk empty: only one may.
        A_LOST_DISK
    }

    /// What an exploration must meet, by the names in [Census#seen()]: what the rules are about.
    List<String> purpose() {
        var purpose =
                new ArrayList<>(
                        List.of("Voted", "Led", "Elected", "Created", "Followed", "Committed"));
        LongStream.rangeClosed(2, termMax).mapToObj(Catalogue::ledIn).forEach(purpose::add);
        purpose.addAll(
                switch (requests) {
                    case NOTHING_ELSE -> List.of();
                    case ADD_A_VOTER -> List.of("joint IN_FORCE", "joint COMMITTED");
                    case REMOVE_A_VOTER -> List.of("joint IN_FORCE", "joint COMMITTED", "Removed");
                    case TRANSFER -> List.of("TimeoutNow");
                    case A_READ -> List.of("ReadAsked", "ReadAnswered", "HeartbeatAnswer");
                    case A_READ_OF_ANYBODY ->
                            List.of("ReadAsked", "ReadAnswered", "RequestReadIndex", "ReadIndex");
                    case A_LOST_DISK -> List.of("Proven");
                });
        return purpose;
    }

    /// What a member may find on its disk after a crash with these writes under way.
    List<DiskImage> afterCrash(DiskImage disk, List<Effect.Persist> underWay) {
        return requests == Requests.A_LOST_DISK
                ? List.of(DiskImage.EMPTY)
                : disk.afterCrash(underWay);
    }

    int voters() {
        return requests == Requests.ADD_A_VOTER ? members - 1 : members;
    }

    /// The numbers and switches, in order, with commas between them.
    static Bounds parse(String text) {
        var parts = text.split(",", -1);
        return new Bounds(
                Integer.parseInt(parts[0]),
                Long.parseLong(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                Boolean.parseBoolean(parts[5]),
                Boolean.parseBoolean(parts[6]),
                Requests.valueOf(parts[7]));
    }
}
