package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.Limits;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Refusal;
import io.balsa.raft.log.Entry;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Proposals between the moment they are made and the moment their place in the log is known: this
/// member's own, those it passed on to the leader, and those that others passed on to it. Confined
/// to the event loop.
final class ProposalDesk<R> {
    private final Transport.Link link;
    private final Applier<R> applier;
    private final Limits limits;
    private final Tally tally;
    private final RecentProposals seen = new RecentProposals();
    private final Map<Long, Own<R>> own = new HashMap<>();
    private final Map<Long, Foreign> foreign = new HashMap<>();
    private final Map<Long, PassedOn<R>> passedOn = new LinkedHashMap<>();
    private long lastProposal;
    private long entriesPassedOn;
    private long bytesPassedOn;

    /// Commands of callers on this member.
    ///
    /// @param term the only term whose leader may take them, 0 for any
    private record Own<R>(List<Pending<R>> callers, long bytes, long term) {}

    /// Commands that `asker` passed on under its own number.
    private record Foreign(MemberId asker, long proposal, List<ByteBuffer> commands) {}

    /// Commands that were sent to `leader` and wait for its word.
    private record PassedOn<R>(MemberId leader, long term, long expiry, Own<R> own) {}

    ProposalDesk(
            Transport.Link link,
            Applier<R> applier,
            Limits limits,
            RandomGenerator random,
            Tally tally) {
        this.tally = tally;
        this.limits = limits;
        this.link = link;
        this.applier = applier;
        lastProposal = random.nextLong() >>> 8;
    }

    Tally tally() {
        return tally;
    }

    /// This member's callers want these commands in the log. As few proposals as fit the limits of
    /// a message each, for they may have to be passed on.
    List<Event.Proposed> propose(List<Pending<R>> callers) {
        var proposals = new ArrayList<Event.Proposed>();
        var first = 0;
        var bytes = 0L;
        for (var next = 0; next < callers.size(); next++) {
            var size = callers.get(next).bytes();
            if (next - first == limits.messageEntriesMax()
                    || (next > first && bytes + size > limits.messageBytesMax())) {
                proposals.add(propose(callers.subList(first, next), bytes));
                first = next;
                bytes = 0;
            }
            bytes += size;
        }
        proposals.add(propose(callers.subList(first, callers.size()), bytes));
        return proposals;
    }

    private Event.Proposed propose(List<Pending<R>> callers, long bytes) {
        return proposeTogether(callers, bytes, 0);
    }

    /// These commands belong together.
    Event.Proposed proposeTogether(List<Pending<R>> callers, long bytes, long term) {
        own.put(++lastProposal, new Own<>(callers, bytes, term));
        return new Event.Proposed(lastProposal, callers.size(), bytes, 0);
    }

    /// Another member passed commands on. Null when this is a copy of what was taken in before.
    Event.@Nullable Proposed onPassedOn(MemberId asker, PeerMessage.Proposal message) {
        if (!seen.isNew(asker, message.proposal())) {
            return null;
        }
        var bytes = message.commands().stream().mapToLong(ByteBuffer::remaining).sum();
        foreign.put(++lastProposal, new Foreign(asker, message.proposal(), message.commands()));
        return new Event.Proposed(lastProposal, message.commands().size(), bytes, message.term());
    }

    /// The commands are in the log of this member, which leads. Returns their entries.
    List<Entry> onAccept(long proposal, EntryId first) {
        var mine = own.remove(proposal);
        if (mine != null) {
            applier.expect(first, mine.callers());
            return entries(first, mine.callers(), Pending::command);
        }
        var theirs = foreign.remove(proposal);
        if (theirs == null) {
            throw new IllegalStateException("an unknown proposal was accepted");
        }
        link.send(theirs.asker(), new PeerMessage.ProposalAccepted(theirs.proposal(), first));
        return entries(first, theirs.commands(), command -> command);
    }

    private static <T> List<Entry> entries(
            EntryId first, List<T> sources, Function<T, ByteBuffer> command) {
        var entries = new Entry[sources.size()];
        for (var at = 0; at < entries.length; at++) {
            var id = new EntryId(first.term(), first.index() + at);
            entries[at] = new Entry(id, Entry.Kind.COMMAND, command.apply(sources.get(at)));
        }
        return List.of(entries);
    }

    void onRefuse(long proposal, Refusal reason) {
        var mine = own.remove(proposal);
        if (mine != null) {
            fail(mine.callers(), Refusals.asException(reason));
        }
        var theirs = foreign.remove(proposal);
        if (theirs != null) {
            link.send(theirs.asker(), new PeerMessage.ProposalRefused(theirs.proposal(), reason));
        }
    }

    /// This member was removed, so nobody will ever answer it. Who passed commands on to it takes
    /// it for the leader, which it is not.
    void onRemoved(long proposal) {
        var mine = own.remove(proposal);
        if (mine != null) {
            fail(mine.callers(), Refusals.removed());
        } else {
            onRefuse(proposal, new Refusal.NotLeader(null));
        }
    }

    /// The commands belong to `leader`. Its word is awaited until `expiry`.
    void onForward(long proposal, MemberId leader, long term, long expiry) {
        var mine = own.remove(proposal);
        if (mine == null) {
            throw new IllegalStateException("an unknown proposal was passed on");
        }
        var limit = tooManyPassedOn(mine);
        if (limit != null) {
            fail(mine.callers(), Refusals.asException(limit));
            return;
        }
        passedOn.put(proposal, new PassedOn<>(leader, term, expiry, mine));
        entriesPassedOn += mine.callers().size();
        bytesPassedOn += mine.bytes();
        var commands = mine.callers().stream().map(Pending::command).toList();
        link.send(leader, new PeerMessage.Proposal(proposal, term, commands));
    }

    /// The leader has put commands of this member's callers into its log.
    void onAccepted(PeerMessage.ProposalAccepted message) {
        var mine = passedOn.remove(message.proposal());
        if (mine != null) {
            settle(mine.own());
            applier.expect(message.first(), mine.own().callers());
        }
    }

    void onRefused(PeerMessage.ProposalRefused message) {
        var mine = passedOn.remove(message.proposal());
        if (mine == null) {
            return;
        }
        settle(mine.own());
        var isOtherTerm = mine.own().term() != 0 && message.reason() instanceof Refusal.NotLeader;
        fail(
                mine.own().callers(),
                isOtherTerm
                        ? Refusals.otherTerm(mine.own().term())
                        : Refusals.asException(message.reason()));
    }

    /// What a leader would refuse need not be sent to it.
    private @Nullable Refusal tooManyPassedOn(Own<R> mine) {
        if (entriesPassedOn + mine.callers().size() > limits.uncommittedEntriesMax()) {
            return new Refusal.TooManyUncommitted(limits.uncommittedEntriesMax());
        }
        if (bytesPassedOn > 0 && bytesPassedOn + mine.bytes() > limits.uncommittedBytesMax()) {
            return new Refusal.TooManyUncommittedBytes(limits.uncommittedBytesMax());
        }
        return null;
    }

    /// The leader's word on these has come, or will not.
    private void settle(Own<R> mine) {
        entriesPassedOn -= mine.callers().size();
        bytesPassedOn -= mine.bytes();
    }

    /// Gives up on leaders of earlier terms, and on those that let this member wait too long.
    void giveUp(long term, long now) {
        if (!passedOn.isEmpty()) {
            failIf(waiting -> waiting.term() < term || waiting.expiry() <= now);
        }
    }

    /// The connection to `member` broke: what was passed on to it may be lost.
    void onUnreachable(MemberId member) {
        failIf(waiting -> waiting.leader().equals(member));
    }

    private void failIf(Predicate<PassedOn<R>> isHopeless) {
        passedOn.values()
                .removeIf(waiting -> {
                    if (isHopeless.test(waiting)) {
                        settle(waiting.own());
                        fail(
                                waiting.own().callers(),
                                new RaftException.OutcomeUnknown(
                                        "no word came from the leader (member "
                                                + waiting.leader()
                                                + "), which may have taken the command"));
                        return true;
                    }
                    return false;
                });
    }

    void refuseAll(RaftException.Stopped unproposed, RaftException.Stopped unanswered) {
        own.values().forEach(mine -> fail(mine.callers(), unproposed));
        passedOn.values().forEach(mine -> fail(mine.own().callers(), unanswered));
        own.clear();
        passedOn.clear();
    }

    private void fail(List<Pending<R>> callers, RaftException reason) {
        tally.refused(reason, callers.size());
        callers.forEach(caller -> caller.fail(reason));
    }
}
