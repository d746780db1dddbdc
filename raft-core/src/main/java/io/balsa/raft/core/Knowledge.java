package io.balsa.raft.core;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.Effect.LogChange;

import org.jspecify.annotations.Nullable;

import java.util.SortedMap;
import java.util.random.RandomGenerator;

/// What a member knows, whatever part it plays: the ballot, the log, the commit index, the time.
/// Every change to them goes through here, so that the outbox misses none.
final class Knowledge {

    /// A time before all others.
    static final long NEVER = Long.MIN_VALUE;

    private final RaftConfig config;
    private final FreshSizes sizes;
    private final Candidacy candidacy;
    private final LogTerms log;
    private final Memberships memberships;
    private final Durability durability;
    private final Installation installation = new Installation();
    private final Outbox outbox;
    private final Trust trust;
    private final Unwritten unwritten = new Unwritten();

    private Ballot ballot;
    private long commit;
    private long now = NEVER;
    private long freshNumber;
    private Standing standing;
    private Switches switches = Switches.ON;
    private long heardAt = NEVER;

    Knowledge(
            RaftConfig config, PersistedState persisted, FreshSizes sizes, RandomGenerator random) {
        this.config = config;
        this.sizes = sizes;
        candidacy = new Candidacy(this, random);
        ballot = persisted.ballot();
        log = new LogTerms(persisted.log());
        var snapshot = persisted.snapshot();
        check(
                snapshot == null || log.contains(snapshot.last()),
                "the log begins where the snapshot ends, or before");
        memberships = Memberships.of(persisted.log(), snapshot);
        commit = persisted.commitIndex();
        check(commit <= log.lastIndex(), "what was applied is in the log");
        durability = new Durability(ballot, log.lastIndex());
        outbox = new Outbox(ballot, commit);
        standing = Following.atRest();
        freshNumber = random.nextLong() >>> 8;
        trust = new Trust(freshNumber());
    }

    RaftConfig config() {
        return config;
    }

    MemberId self() {
        return config.self();
    }

    Timing timing() {
        return config.timing();
    }

    EntrySizes sizes() {
        return sizes;
    }

    Outbox outbox() {
        return outbox;
    }

    Durability durability() {
        return durability;
    }

    Installation installation() {
        return installation;
    }

    Trust trust() {
        return trust;
    }

    LogTerms log() {
        return log;
    }

    Membership membership() {
        return memberships.effective().membership();
    }

    MembershipEntry effectiveMembership() {
        return memberships.effective();
    }

    MembershipEntry committedMembership() {
        return memberships.committed(commit);
    }

    /// Where this member reaches others, former members included.
    SortedMap<MemberId, String> addresses() {
        return memberships.addresses();
    }

    Candidacy candidacy() {
        return candidacy;
    }

    /// The leader of this term, as far as this member knows.
    @Nullable MemberId leader() {
        return standing.leader();
    }

    Ballot ballot() {
        return ballot;
    }

    long term() {
        return ballot.term();
    }

    long commit() {
        return commit;
    }

    long now() {
        return now;
    }

    Standing standing() {
        return standing;
    }

    /// When this member last knew of a leader.
    long heardAt() {
        return heardAt;
    }

    /// There was a leader at `time`.
    void hear(long time) {
        heardAt = Math.max(heardAt, Math.min(time, now));
    }

    Switches switches() {
        return switches;
    }

    void set(Switches switches) {
        this.switches = switches;
    }

    /// A number that this run of the member has not used, nor, but for a chance in billions, an
    /// earlier one. Grows from call to call.
    long freshNumber() {
        return ++freshNumber;
    }

    void passTime(long now) {
        check(now >= this.now, "time never goes back");
        this.now = now;
    }

    void vote(long term, @Nullable MemberId candidate) {
        var next = ballot.next(term, candidate);
        if (term > ballot.term()) {
            outbox.forgetAcknowledgements();
        }
        ballot = next;
    }

    /// Does this member hold all that it ever acknowledged?
    void prove(boolean proven) {
        ballot = ballot.proven(proven);
    }

    long doubt() {
        return trust.doubt(ballot);
    }

    void become(Standing next) {
        standing.leave();
        standing = next;
    }

    /// Appends `count` entries of the current term, of `bytes` together, and returns the first.
    EntryId append(int count, long bytes) {
        return append(term(), count, bytes);
    }

    private EntryId append(long term, int count, long bytes) {
        var first = log.lastIndex() + 1;
        unwritten.changeAfter(log.lastIndex());
        log.append(term, count);
        sizes.append(first, count, bytes);
        return new EntryId(term, first);
    }

    /// Begins an empty log with the group's first membership, as an entry of term 1. Nobody ever
    /// leads that term, so whoever begins the same group writes the same entry, however often.
    void begin(Membership membership) {
        check(log.lastIndex() == 0, "a group begins once");
        if (term() == 0) {
            vote(1, null);
        }
        configure(append(1, 1, 0), membership);
    }

    /// Appends a membership. It is in force at once (§6).
    void configure(Membership membership) {
        check(
                committedMembership().equals(effectiveMembership()),
                "one change of membership at a time (§6)");
        configure(append(1, 0), membership);
    }

    private void configure(EntryId id, Membership membership) {
        memberships.append(new MembershipEntry(id, membership));
        outbox.answer(new Effect.Configure(id, membership));
    }

    /// Adopts the entries of `slice`, whose previous one is there; drops what contradicts (§5.3).
    void adopt(LogSlice slice) {
        var difference = log.firstDifference(slice);
        if (difference > slice.lastIndex()) {
            return;
        }
        if (difference <= log.lastIndex()) {
            truncateAfter(difference - 1);
        }
        unwritten.changeAfter(log.lastIndex());
        log.append(slice);
        slice.memberships().stream()
                .filter(entry -> entry.index() >= difference)
                .forEach(memberships::append);
    }

    /// Puts a snapshot in place of the whole log. What was committed before stays on disk until the
    /// snapshot is there, and nothing else does.
    void install(SnapshotMark snapshot) {
        check(snapshot.last().index() > commit, "a snapshot never takes a member back (§7)");
        var superseded = installation.begin(snapshot);
        if (superseded != null) {
            outbox.answer(new Effect.DiscardSnapshot(superseded));
        }
        durability.truncateAfter(commit);
        log.reset(snapshot.last());
        memberships.reset(snapshot.membership());
        commit = snapshot.last().index();
        unwritten.beginAt(commit);
    }

    /// Forgets the entries up to and with the one at `index`, which a snapshot on disk holds.
    void purge(long index) {
        check(index <= commit, "only what is committed is purged");
        log.purge(index);
        memberships.forgetBefore(index);
        outbox.answer(new Effect.Purge(log.base()));
    }

    private void truncateAfter(long index) {
        check(index >= commit, "committed entries stay (§5.4)");
        unwritten.changeAfter(index);
        log.truncateAfter(index);
        memberships.truncateAfter(index);
        durability.truncateAfter(index);
    }

    /// What the log became since the last drain, null when it is unchanged.
    @Nullable LogChange takeLogChange() {
        return unwritten.isNothing()
                ? null
                : new LogChange(slice(unwritten.take(), log.lastIndex()));
    }

    /// The shell has been told of everything.
    void settle() {
        sizes.settle();
    }

    LogSlice slice(long previousIndex, long lastIndex) {
        return log.slice(previousIndex, lastIndex, memberships);
    }

    /// Raises the commit index; never lowers it.
    boolean commit(long index) {
        check(index <= log.lastIndex(), "only what is in the log is committed");
        if (index <= commit) {
            return false;
        }
        commit = index;
        return true;
    }
}
