package io.balsa.raft.node;

import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.snapshot.SnapshotStore;
import io.balsa.raft.node.PeerMessage.SnapshotAck;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Sends the newest snapshot to members that need it, a few at a time and no faster than allowed.
/// Confined to the transfer lane.
///
/// A member gets the one that was begun, although there may be a newer one by then, until it has
/// all of it or has been silent for too long: what it has of it is of no use for any other. The log
/// behind it stays meanwhile. Those that are silent have no turn, so that they hold up nobody.
final class SnapshotSender {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSender.class);

    private final SnapshotStore store;
    private final Transport.Link link;
    private final TransferLimits limits;
    private final Consumer<Event> report;

    /// With those that have no turn because they are silent: at most one for each other member.
    private final SortedMap<MemberId, OutgoingSnapshot> underWay = new TreeMap<>();

    /// Those that wait for one of these turns to end, with the term of the leader that sends.
    private final Map<MemberId, Long> waiting = new LinkedHashMap<>();

    private final Allowance allowance;
    private volatile Map<MemberId, SnapshotTransfer> progress = Map.of();

    SnapshotSender(
            SnapshotStore store,
            Transport.Link link,
            TransferLimits limits,
            Consumer<Event> report) {
        this.store = store;
        this.link = link;
        this.limits = limits;
        this.report = report;
        allowance = new Allowance(limits.bytesPerSecondMax(), limits.windowBytes());
    }

    /// What is under way, from any thread.
    Map<MemberId, SnapshotTransfer> progress() {
        return progress;
    }

    void begin(MemberId to, long term) {
        var present = underWay.get(to);
        if (present == null) {
            waiting.put(to, term);
        } else if (present.term() < term) {
            end(present);
            waiting.put(to, term);
        }
    }

    void cancel(MemberId to) {
        waiting.remove(to);
        var transfer = underWay.get(to);
        if (transfer != null) {
            end(transfer);
        }
    }

    /// The log begins behind the entry at `index` now. Whoever gets an older snapshot would need
    /// the newest next, so it gets that instead.
    void onPurged(long index) {
        for (var transfer : List.copyOf(underWay.values())) {
            if (transfer.lastIndex() < index) {
                end(transfer);
                waiting.put(transfer.to(), transfer.term());
            }
        }
    }

    void onAck(MemberId from, SnapshotAck ack, long now) {
        var transfer = underWay.get(from);
        if (transfer == null || !transfer.isAbout(ack)) {
            return;
        }
        switch (ack.outcome()) {
            case RECEIVED, MISSING -> {
                if (transfer.isSilent() && !isTurnFree()) {
                    transfer.putOff(now);
                } else {
                    transfer.onAck(ack, now);
                }
            }
            case COMPLETE -> {
                LOG.info("member {} has the snapshot {}", from, ack.id());
                end(transfer);
            }
            case REFUSED -> fail(transfer, "it has no room for it, or no place");
        }
    }

    /// Sends what may be sent now. Returns when there may be more to do.
    long run(long now) {
        mendAll(now);
        beginWaiting();
        var deadline = Long.MAX_VALUE;
        for (var transfer : new ArrayList<>(underWay.values())) {
            sendAll(transfer, now);
            deadline = Math.min(deadline, transfer.deadline());
        }
        showProgress();
        return Math.min(deadline, isHeldUp() ? allowance.freeAt(now) : Long.MAX_VALUE);
    }

    private void mendAll(long now) {
        for (var transfer : new ArrayList<>(underWay.values())) {
            var wasSilent = transfer.isSilent();
            if (!transfer.mend(now)) {
                fail(transfer, "it does not answer");
            } else if (transfer.isSilent() && !wasSilent) {
                LOG.info("member {} is silent: its snapshot goes on later", transfer.to());
            }
        }
    }

    private boolean isHeldUp() {
        return underWay.values().stream().anyMatch(OutgoingSnapshot::isReady);
    }

    private boolean isTurnFree() {
        var turns = underWay.values().stream().filter(transfer -> !transfer.isSilent()).count();
        return turns < limits.transfersMax();
    }

    private void beginWaiting() {
        for (var each = waiting.entrySet().iterator(); each.hasNext() && isTurnFree(); ) {
            var first = each.next();
            each.remove();
            open(first.getKey(), first.getValue());
        }
    }

    private void open(MemberId to, long term) {
        try {
            var file = store.open();
            if (file == null) {
                report.accept(new Event.SnapshotFailed(to));
                return;
            }
            LOG.info("sends the snapshot {} to member {}", file.id(), to);
            underWay.put(to, new OutgoingSnapshot(to, term, file, limits));
        } catch (IOException e) {
            LOG.error("the newest snapshot cannot be sent to member {}: {}", to, e.getMessage());
            report.accept(new Event.SnapshotFailed(to));
        }
    }

    private void sendAll(OutgoingSnapshot transfer, long now) {
        try {
            while (transfer.isReady() && allowance.isFree(now)) {
                var chunk = transfer.next(now);
                allowance.take(chunk.content().remaining());
                link.send(transfer.to(), chunk);
            }
        } catch (IOException e) {
            fail(transfer, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void fail(OutgoingSnapshot transfer, String reason) {
        LOG.warn("the snapshot did not get through to member {}: {}", transfer.to(), reason);
        end(transfer);
        report.accept(new Event.SnapshotFailed(transfer.to()));
    }

    private void end(OutgoingSnapshot transfer) {
        underWay.remove(transfer.to());
        try {
            transfer.close();
        } catch (IOException e) {
            LOG.warn("a snapshot could not be closed: {}", e.getMessage());
        }
    }

    private void showProgress() {
        var shown = new HashMap<MemberId, SnapshotTransfer>();
        underWay.forEach((to, transfer) -> shown.put(to, transfer.progress()));
        progress = shown;
    }

    /// Lets go of all files. Only once the lane has ended.
    void close() {
        List.copyOf(underWay.values()).forEach(this::end);
    }
}
