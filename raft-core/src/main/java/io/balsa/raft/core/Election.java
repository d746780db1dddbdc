package io.balsa.raft.core;

/// Who leads: pre-votes, votes, and the terms they are held in (§5.2, §5.4.1, Raft thesis §9.6).
final class Election {
    private final Knowledge state;

    Election(Knowledge state) {
        this.state = state;
    }

    /// Starts over as a follower: nobody comes back as a leader.
    void start() {
        var isNew = state.ballot().equals(Ballot.NONE) && state.log().lastIndex() == 0;
        var loyalUntil =
                isNew
                        ? Following.NOBODY_COUNTS_ON_IT
                        : state.now() + state.timing().electionMinNanos();
        state.become(Following.nobody(state.now() + state.candidacy().patience(), loyalUntil));
    }

    void onTimePassed() {
        switch (state.standing()) {
            case Following following when following.isTimeToCampaign(state.now()) -> endSilence();
            case Campaign campaign when campaign.isTimeToRetry(state.now()) -> endSilence();
            case Following _, Campaign _, Leadership _ -> {}
        }
    }

    /// There has been no leader for long. Whoever does not campaign asks as well, in the same words
    /// and as seldom, although it does not go on from there: it may have been removed meanwhile,
    /// and whoever knows that says so. Learners hear of it in no other way.
    private void endSilence() {
        if (state.candidacy().isByItself()) {
            campaign();
            return;
        }
        var later = state.now() + state.candidacy().patience();
        if (state.standing() instanceof Following following) {
            following.postponeCampaign(later);
        } else {
            state.become(Following.nobody(later, Following.NOBODY_COUNTS_ON_IT));
        }
        if (state.candidacy().belonging() != Belonging.REMOVED) {
            askVoters(question());
        }
    }

    /// Asks the others whether they would vote for this member.
    private void campaign() {
        var retryAt = state.now() + state.candidacy().patience();
        var campaign = new Campaign(true, retryAt);
        campaign.addSupporter(state.self(), state.ballot().unproven());
        state.become(campaign);
        if (campaign.isWon(state.membership())) {
            standForElection(false);
            return;
        }
        askVoters(question());
    }

    private Message question() {
        return new Message.RequestPreVote(state.term() + 1, state.log().lastEntry());
    }

    /// Somebody wants this member to campaign now. It does if it may lead and does not do so
    /// already. Where leaders answer reads by lease, they count on its loyalty all the same.
    void onRequested(boolean preVote) {
        if (!mayStand() || (state.config().options().hasLease() && isLoyal())) {
            return;
        }
        if (preVote) {
            campaign();
        } else {
            standForElection(false);
        }
    }

    /// The leader itself wants this member to lead: nobody needs to be asked first (Raft thesis
    /// §3.10).
    void takeOver() {
        if (mayStand()) {
            standForElection(true);
        }
    }

    private boolean mayStand() {
        return !(state.standing() instanceof Leadership) && state.candidacy().isEligible();
    }

    private void standForElection(boolean transfer) {
        state.vote(state.term() + 1, state.self());
        state.become(new Campaign(false, state.now() + state.candidacy().patience()));
        askVoters(
                new Message.RequestVote(
                        state.term(), state.log().lastEntry(), transfer, state.doubt()));
    }

    private void askVoters(Message question) {
        for (var voter : state.membership().voters()) {
            if (!voter.equals(state.self())) {
                state.outbox().send(voter, question);
            }
        }
    }

    /// A candidate's own vote counts once it is on disk, like every other.
    void onPersisted() {
        if (state.standing() instanceof Campaign campaign
                && !campaign.isPreVote()
                && state.durability().ballot().equals(state.ballot())) {
            support(campaign, state.self(), state.ballot().unproven());
        }
    }

    void onRequestPreVote(MemberId candidate, Message.RequestPreVote request) {
        var granted =
                request.term() > state.term()
                        && !isLoyal()
                        && isCompleteEnough(request.lastEntry());
        var term = granted ? request.term() : state.term();
        state.outbox()
                .send(
                        candidate,
                        new Message.PreVote(
                                term, granted, state.ballot().unproven(), state.log().lastEntry()));
    }

    /// Only who campaigns needs to enter a later term for it: a learner that carried that term to a
    /// leader would depose it.
    void onPreVote(MemberId voter, Message.PreVote answer) {
        if (!(state.standing() instanceof Campaign campaign)) {
            return;
        }
        if (!answer.granted() && answer.term() > state.term()) {
            observeTerm(answer.term());
        } else if (campaign.isPreVote()) {
            if (answer.granted() && answer.term() == state.term() + 1) {
                support(campaign, voter, answer.unproven());
            } else if (!answer.granted()) {
                considerLongerLog(campaign, answer.lastEntry());
            }
        }
    }

    void onRequestVote(MemberId candidate, Message.RequestVote request) {
        if (request.term() < state.term()) {
            sendVote(candidate, false, request.doubt());
            return;
        }
        if (request.term() > state.term()) {
            if (isLoyal() && !request.transfer()) {
                return;
            }
            observeTerm(request.term());
        }
        var granted =
                isFreeFor(candidate, request.doubt())
                        && !hasAnotherLeader(candidate)
                        && isCompleteEnough(request.lastEntry());
        if (granted) {
            state.vote(state.term(), candidate);
            if (state.standing() instanceof Following following) {
                following.postponeCampaign(state.now() + state.candidacy().patience());
            }
        }
        sendVote(candidate, granted, request.doubt());
    }

    /// A candidate that may have forgotten something may have had this member's vote in this term
    /// already, with another log: it gets no second one.
    private boolean isFreeFor(MemberId candidate, long doubt) {
        return doubt == Message.NO_DOUBT
                ? state.ballot().isFreeFor(candidate)
                : state.ballot().votedFor() == null;
    }

    private void sendVote(MemberId candidate, boolean granted, long doubt) {
        state.outbox()
                .send(
                        candidate,
                        new Message.Vote(
                                state.term(),
                                granted,
                                state.ballot().unproven(),
                                state.log().lastEntry(),
                                doubt));
    }

    void onVote(MemberId voter, Message.Vote answer) {
        if (state.standing() instanceof Campaign campaign
                && !campaign.isPreVote()
                && answer.doubt() == state.doubt()) {
            if (answer.granted()) {
                support(campaign, voter, answer.unproven());
            } else {
                considerLongerLog(campaign, answer.lastEntry());
            }
        }
    }

    private void support(Campaign campaign, MemberId voter, boolean isUnproven) {
        campaign.addSupporter(voter, isUnproven);
        if (!campaign.isWon(state.membership())) {
            return;
        }
        if (campaign.isPreVote()) {
            standForElection(false);
        } else if (state.durability().ballot().equals(state.ballot())) {
            state.become(new Leadership(state));
        }
    }

    private void considerLongerLog(Campaign campaign, EntryId theirs) {
        if (theirs.compareTo(state.log().lastEntry()) > 0) {
            campaign.fallBehind(state.timing().electionMaxNanos());
        }
    }

    /// Is a log that ends with `lastEntry` at least as complete as this one (§5.4.1)?
    private boolean isCompleteEnough(EntryId lastEntry) {
        return lastEntry.compareTo(state.log().lastEntry()) >= 0;
    }

    /// Is this term decided in favour of another? The vote would be of no use, and of harm where
    /// the leader's voters lost their disks and with them their votes.
    private boolean hasAnotherLeader(MemberId candidate) {
        return state.standing() instanceof Following following
                && following.leader() != null
                && !following.leader().equals(candidate);
    }

    private boolean isLoyal() {
        return switch (state.standing()) {
            case Following following -> following.isLoyal(state.now());
            case Campaign _ -> false;
            case Leadership _ -> true;
        };
    }

    /// Does a later term in this message end the receiver's own? Not in a pre-vote, where nobody
    /// has entered that term yet; and a request for votes must first pass the test of loyalty.
    static boolean binds(Message message) {
        return switch (message) {
            case Message.RequestPreVote _,
                    Message.PreVote _,
                    Message.RequestVote _,
                    Message.Removed _ ->
                    false;
            case Message.Vote _,
                    Message.AppendEntries _,
                    Message.Appended _,
                    Message.Conflict _,
                    Message.Heartbeat _,
                    Message.HeartbeatAnswer _,
                    Message.CommitNotice _,
                    Message.RequestReadIndex _,
                    Message.ReadIndex _,
                    Message.TimeoutNow _,
                    Message.Isolate _,
                    Message.Isolated _,
                    Message.Readmit _,
                    Message.Proven _ ->
                    true;
        };
    }

    /// Somebody is in a later term: this member is its follower from now on (Figure 2, "all
    /// servers").
    void observeTerm(long term) {
        state.vote(term, null);
        stepDown();
    }

    /// Gives up the part played so far, and waits for a leader.
    void stepDown() {
        state.become(
                state.standing() instanceof Following following
                        ? Following.nobody(following.campaignAt(), following.loyalUntil())
                        : Following.nobody(
                                state.now() + state.candidacy().patience(),
                                Following.NOBODY_COUNTS_ON_IT));
    }
}
