package io.balsa.raft.transport;

import io.balsa.raft.core.MemberId;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Whether a member can be reached, for those who wait for it and those who read the log: one line
/// when it is gone, whatever breaks after the first connection, and one when it is back and stays.
/// When it stays away for another reason than was told, that is told, too, but seldom: a member
/// that was not there yet, and then does not accept our certificate. Confined to the event loop.
final class Reachability {
    private final MemberId member;
    private final PeerAddress address;
    private final EventLoop loop;
    private final long steadyNanos;
    private final Receivers receivers;
    private final Complaints complaints;
    private final Logger log;
    private final Set<Traffic> connected = EnumSet.noneOf(Traffic.class);
    private final Set<Traffic> broken = EnumSet.noneOf(Traffic.class);
    private @Nullable String told;
    private long changes;

    Reachability(
            MemberId member,
            PeerAddress address,
            Sockets sockets,
            Receivers receivers,
            Complaints complaints) {
        this.member = member;
        this.address = address;
        this.loop = sockets.loops().loop();
        this.steadyNanos = sockets.timing().backoffMaxNanos();
        this.receivers = receivers;
        this.complaints = complaints;
        this.log = complaints.log();
    }

    void onConnected(Traffic traffic) {
        changes++;
        connected.add(traffic);
        broken.remove(traffic);
        if (connected.size() == Traffic.values().length) {
            var seen = changes;
            var _ = loop.schedule(() -> onSteady(seen), steadyNanos, TimeUnit.NANOSECONDS);
        }
    }

    /// A connection that breaks again and again is one incident.
    private void onSteady(long seen) {
        if (seen == changes && told != null) {
            told = null;
            log.info("member {} at {} is reachable again", member, address);
        }
    }

    void onBroken(Traffic traffic, String reason) {
        changes++;
        connected.remove(traffic);
        report(reason);
        if (broken.add(traffic)) {
            receivers.tellUnreachable(member);
        }
    }

    private void report(String reason) {
        var subject = "unreachable " + member;
        if (told == null) {
            log.warn("member {} at {} is unreachable: {}", member, address, reason);
            complaints.settle(subject);
            told = reason;
        } else if (!reason.equals(told)
                && complaints.about(
                        subject,
                        "member %s at %s is still unreachable: %s"
                                .formatted(member, address, reason))) {
            told = reason;
        } else {
            log.debug("member {} at {} is still unreachable: {}", member, address, reason);
        }
    }

    /// There was no room for a message, the first since all had been sent.
    void onOverflow() {
        complaints.about(
                "overflow " + member,
                "member %s at %s takes in messages more slowly than they come, some were dropped"
                        .formatted(member, address));
        receivers.tellUnreachable(member);
    }

    /// A message can never be sent. Told as seldom as it is logged: whoever sends it again at once
    /// would otherwise never rest.
    void onOversize(long bytes, int bytesMax) {
        var isNews =
                complaints.about(
                        "oversize " + member,
                        ("a message of %d bytes to member %s was dropped, %d are the most: "
                                        + "raise frameBytesMax in all members")
                                .formatted(bytes, member, bytesMax));
        if (isNews) {
            receivers.tellUnreachable(member);
        }
    }
}
