package io.balsa.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.balsa.server.Server;
import io.balsa.wire.v1.AddLearnerRequest;
import io.balsa.wire.v1.ChangeMembershipRequest;
import io.balsa.wire.v1.EntryId;
import io.balsa.wire.v1.Member;
import io.balsa.wire.v1.MemberAddress;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.Membership;
import io.balsa.wire.v1.PromoteRequest;
import io.balsa.wire.v1.RemoveRequest;
import io.balsa.wire.v1.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class AdminTest {
    @RegisterExtension final Group group = new Group();

    /// The client asks the last member first, which never leads here but by a transfer.
    @Test
    void growsAndShrinksAGroupThroughTheMemberThatDoesNotLead() throws Exception {
        var servers = group.threeOfNoGroup();
        var first = Group.endpoint(servers.getFirst());
        var admin = group.client(servers.reversed()).admin();
        assertThat(admin.status(first).getRole()).isEqualTo(Role.ROLE_STRANGER);

        admin.init(first, List.of());
        for (var id : List.of(2L, 3L)) {
            admin.addLearner(
                    AddLearnerRequest.newBuilder()
                            .setMember(address(servers, id))
                            .setBlocking(true)
                            .build());
        }
        var promoted = admin.promote(PromoteRequest.newBuilder().addLearners(2).build());
        assertThat(voters(promoted)).containsExactly(1L, 2L);
        var three =
                ChangeMembershipRequest.newBuilder()
                        .addVoters(address(servers, 1))
                        .addVoters(address(servers, 2))
                        .addVoters(address(servers, 3))
                        .build();
        assertThat(voters(admin.changeMembership(three))).containsExactly(1L, 2L, 3L);
        admin.transfer(2);
        assertThat(Group.leader(servers)).isSameAs(servers.get(1));
        var removed = admin.remove(RemoveRequest.newBuilder().addMembers(3).build());
        assertThat(voters(removed)).containsExactly(1L, 2L);
        assertThat(removed.getRetiredList()).containsExactly(3L);
        assertThat(admin.snapshot(first).getIndex()).isPositive();
    }

    @Test
    void findsTheNextLeaderWhenTheOldOneIsGone() throws Exception {
        var servers = group.three();
        var leader = Group.leader(servers);
        var order = new ArrayList<>(List.of(leader));
        order.addAll(Group.without(leader, servers));
        var admin = group.client(order).admin();
        var gone = leader.state().member().value();
        admin.promote(PromoteRequest.newBuilder().addLearners(gone).build());

        leader.close();
        var removed = admin.remove(RemoveRequest.newBuilder().addMembers(gone).build());

        assertThat(voters(removed)).hasSize(2).doesNotContain(gone);
    }

    /// It takes the change in and says no more, like a process that was stopped.
    @Test
    void turnsToTheNextLeaderWhenOneHangs() throws Exception {
        try (var hanging = new HangingLeader()) {
            var options =
                    ClientOptions.of(hanging.endpoint())
                            .within(Group.PATIENCE)
                            .withAttempt(Duration.ofMillis(200));
            var admin = group.client(options).admin();
            admin.status(Endpoint.parse(hanging.endpoint())); // It is connected.

            var membership =
                    admin.within(Duration.ofSeconds(6))
                            .promote(PromoteRequest.newBuilder().addLearners(2).build());

            assertThat(membership.getMembersList()).isEmpty();
            assertThat(hanging.promotions).hasValue(2);
        }
    }

    @Test
    void changesOnlyTheMembershipThatIsExpected() throws Exception {
        var servers = group.three();
        var admin = group.client(servers).admin();
        var request =
                RemoveRequest.newBuilder()
                        .addMembers(3)
                        .setExpected(EntryId.newBuilder().setTerm(99).setIndex(99))
                        .build();

        var failure = catchThrowableOfType(CallFailure.class, () -> admin.remove(request));

        assertThat(failure.reason()).isEqualTo(Reason.CHANGE_REFUSED);
        assertThat(failure.mayHaveHappened()).isFalse();
        assertThat(failure.leader().orElseThrow().getId())
                .isEqualTo(Group.leader(servers).state().member().value());
    }

    @Test
    void foundsAGroupOnlyOnce() throws Exception {
        var server = group.alone();
        var admin = group.client(List.of(server)).admin();

        var failure =
                catchThrowableOfType(
                        CallFailure.class, () -> admin.init(Group.endpoint(server), List.of()));

        assertThat(failure.reason()).isEqualTo(Reason.ALREADY_INITIALIZED);
        assertThat(failure.mayHaveHappened()).isFalse();
    }

    @Test
    void saysAtOnceThatAMemberIsDown() throws Exception {
        var server = group.alone();
        var endpoint = Group.endpoint(server);
        var admin = group.client(List.of(server)).admin().within(Duration.ofHours(1));
        server.close();

        var failure = catchThrowableOfType(CallFailure.class, () -> admin.status(endpoint));

        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.mayHaveHappened()).isFalse();
        assertThat(failure).hasMessageStartingWith(endpoint + ": ");
    }

    @Test
    void watchesAMemberUntilItEnds() throws Exception {
        var server = group.alone();
        var client = group.client(List.of(server));
        var seen = new LinkedBlockingQueue<MemberStatus>();
        var watch = group.keep(client.asyncAdmin().watch(Group.endpoint(server), seen::add));
        var before = next(seen).getLastEntry().getIndex();

        client.keys().put("k", "v");
        while (next(seen).getLastEntry().getIndex() <= before) {
            // An earlier state: the next one tells.
        }
        server.close();

        var failure =
                catchThrowableOfType(
                        ExecutionException.class, () -> watch.end().get(60, TimeUnit.SECONDS));
        assertThat(failure).hasCauseInstanceOf(CallFailure.class);
    }

    @Test
    void endsAWatchThatIsClosed() throws Exception {
        var server = group.alone();
        var client = group.client(List.of(server));
        var seen = new LinkedBlockingQueue<MemberStatus>();
        var watch = client.asyncAdmin().watch(Group.endpoint(server), seen::add);
        next(seen);

        watch.close();

        assertThat(watch.end()).isCompleted();
    }

    private static MemberStatus next(LinkedBlockingQueue<MemberStatus> seen) throws Exception {
        var next = seen.poll(60, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private static MemberAddress address(List<Server> servers, long id) {
        var server = servers.get((int) (id - 1));
        return MemberAddress.newBuilder()
                .setId(id)
                .setPeerAddress(server.peerAddress().toString())
                .build();
    }

    private static List<Long> voters(Membership membership) {
        return membership.getMembersList().stream()
                .filter(Member::getVoter)
                .map(member -> member.getAddress().getId())
                .toList();
    }
}
