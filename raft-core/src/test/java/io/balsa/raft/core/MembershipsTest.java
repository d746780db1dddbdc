package io.balsa.raft.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/// The memberships of a log, as it is purged.
class MembershipsTest {
    private static final MembershipEntry FIRST =
            new MembershipEntry(new EntryId(1, 1), Membership.ofVoters(Groups.at(1, 2, 3)));
    private static final MembershipEntry SECOND =
            new MembershipEntry(new EntryId(2, 5), Membership.ofVoters(Groups.at(1, 2)));

    @Test
    void forgetsWhoWasAMemberOnlyBeforeTheLogBegins() {
        var memberships = new Memberships(List.of(FIRST, SECOND));

        memberships.forgetBefore(4);
        assertThat(memberships.addresses()).isEqualTo(Groups.at(1, 2, 3));

        memberships.forgetBefore(5);
        assertThat(memberships.addresses()).isEqualTo(Groups.at(1, 2));
        assertThat(memberships.effective()).isEqualTo(SECOND);
    }
}
