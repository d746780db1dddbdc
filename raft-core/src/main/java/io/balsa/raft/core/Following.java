package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// Obeying a leader, or waiting for one to show up.
final class Following implements Standing {
    /// A `loyalUntil` in the past of every clock.
    static final long NOBODY_COUNTS_ON_IT = Long.MIN_VALUE;

    private final @Nullable MemberId leader;
    private final @Nullable ForwardedReads reads;
    private long campaignAt;
    private long loyalUntil;
    private long matched;

    private Following(@Nullable MemberId leader, @Nullable ForwardedReads reads) {
        this.leader = leader;
        this.reads = reads;
    }

    /// Before the member is started.
    static Following atRest() {
        return nobody(Long.MAX_VALUE, NOBODY_COUNTS_ON_IT);
    }

    /// Waits for a leader, and campaigns if none shows up by `campaignAt`. A leader may count on
    /// this member's loyalty until `loyalUntil`, even a leader of an earlier term or an earlier
    /// run.
    static Following nobody(long campaignAt, long loyalUntil) {
        var waiting = new Following(null, null);
        waiting.campaignAt = campaignAt;
        waiting.loyalUntil = loyalUntil;
        return waiting;
    }

    static Following of(MemberId leader, Knowledge state) {
        var following = new Following(leader, new ForwardedReads(state, leader));
        following.hear(state);
        return following;
    }

    @Override
    public @Nullable MemberId leader() {
        return leader;
    }

    @Nullable ForwardedReads reads() {
        return reads;
    }

    /// The log is known to agree with the leader's up to here.
    long matched() {
        return matched;
    }

    void match(long index) {
        matched = Math.max(matched, index);
    }

    /// The leader has shown that it is there.
    void hear(Knowledge state) {
        state.hear(state.now());
        loyalUntil = state.now() + state.timing().electionMinNanos();
        campaignAt = state.now() + state.candidacy().patience();
    }

    /// While its leader is alive a member helps nobody to depose it (Raft thesis §4.2.3).
    boolean isLoyal(long now) {
        return now < loyalUntil;
    }

    boolean isTimeToCampaign(long now) {
        return now >= campaignAt;
    }

    long loyalUntil() {
        return loyalUntil;
    }

    long campaignAt() {
        return campaignAt;
    }

    void postponeCampaign(long campaignAt) {
        this.campaignAt = campaignAt;
    }

    @Override
    public Role role() {
        return new Role.Follower(leader);
    }

    @Override
    public long deadline() {
        return reads == null ? campaignAt : Math.min(campaignAt, reads.deadline());
    }

    @Override
    public void leave() {
        if (reads != null) {
            reads.refuseAll();
        }
    }
}
