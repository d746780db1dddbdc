package io.balsa.raft.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.ContractViolation;
import io.balsa.raft.log.MemoryLog;
import io.balsa.raft.node.Consistency;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.RaftException;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.StateMachine;
import io.balsa.raft.node.Transport;
import io.balsa.raft.testkit.certificate.TestAuthority;
import io.balsa.raft.testkit.contract.FreePorts;
import io.balsa.raft.testkit.contract.Waiting;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.TransportOptions;
import io.balsa.tls.Credentials;
import io.balsa.tls.TlsException;
import io.balsa.tls.TlsFiles;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

class RaftMemberTest {
    private static final MemberId ONE = MemberId.of(1);

    @TempDir private Path folder;

    private final SortedMap<Integer, RaftMember<Integer>> members = new TreeMap<>();
    private final SortedMap<Integer, Words> machines = new TreeMap<>();

    @AfterEach
    void close() {
        members.values().forEach(RaftMember::close);
    }

    @Test
    void replicatesOverSocketsAndComesBackFromItsDisk() throws Exception {
        var founders = FreePorts.members(3);
        for (var id = 3; id >= 1; id--) { // The first founds the group.
            start(id, founders);
        }
        write(1, "a");
        write(2, "b");
        awaitAll(member(2).node().state().appliedIndex());

        stop(2);
        write(3, "c");
        start(2, founders);

        write(2, "d");
        assertThat(words(2)).containsExactly("a", "b", "c", "d");
        assertThat(words(1)).containsExactly("a", "b", "c", "d");
        assertThat(member(1).address()).isEqualTo(address(founders, 1));
    }

    @Test
    void membersThatProveWhoTheyAreLeaveOthersOutside() throws Exception {
        var founders = FreePorts.members(3);
        try (var credentials = credentials()) {
            var proving = TransportOptions.DEFAULT.with(credentials);
            for (var id = 3; id >= 1; id--) {
                members.put(id, builder(id, founders).transportOptions(proving).start());
            }
            write(1, "a");
            awaitAll(member(1).node().state().appliedIndex());

            stop(3);
            start(3, founders);
            write(2, "b");

            var leader = member(3).node().await().leader(Duration.ofSeconds(3));
            assertThatThrownBy(leader::join).hasCauseInstanceOf(RaftException.class);
            stop(3);
            members.put(3, builder(3, founders).transportOptions(proving).start());
            write(3, "c");
            assertThat(words(3)).containsExactly("a", "b", "c");
            members.values().forEach(RaftMember::close);
        }
    }

    @Test
    void leavesNothingOpenWhenItCannotStart() throws IOException {
        var founders = FreePorts.members(1);
        start(1, founders);

        var sameFolder = builder(1, founders);
        var samePort = RaftMember.of(new Words()).id(1).founders(founders);

        assertThatThrownBy(sameFolder::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
        for (var i = 0; i < 2; i++) {
            assertThatThrownBy(samePort.dataIn(folder.resolve("other"))::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen");
        }
    }

    @Test
    void refusesTheFolderOfAnotherCluster() throws IOException {
        var founders = FreePorts.members(1);
        start(1, founders);
        stop(1);

        assertThatThrownBy(builder(1, founders).cluster("another")::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cluster");
    }

    @Test
    void saysWhatIsMissing() {
        var nobody = RaftMember.of(new Words());
        var homeless = RaftMember.of(new Words()).id(1);
        var nowhere = RaftMember.of(new Words()).id(1).log(new MemoryLog());

        assertThatThrownBy(nobody::start).hasMessage("a member needs an id");
        assertThatThrownBy(homeless::start).hasMessageContaining("a folder");
        assertThatThrownBy(nowhere::start).hasMessageContaining("an address");
    }

    /// The others learn its address from the log, and it learns theirs.
    @Test
    void takesInAMemberThatWasToldNobodysAddress() throws Exception {
        var addresses = MemberAddresses.parse(FreePorts.members(3)).texts();
        var founders = "1=%s,2=%s".formatted(addresses.get(ONE), addresses.get(MemberId.of(2)));
        start(1, founders);
        start(2, founders);
        write(1, "a");
        var newcomer = requireNonNull(addresses.get(MemberId.of(3)));
        members.put(3, newMember(3).listen(newcomer).start());

        var leader = leader();
        leader.membership().addLearner(MemberId.of(3), newcomer, true).join();

        var all = new TreeSet<>(addresses.keySet());
        member(3).node().await().voters(all, Duration.ofSeconds(60)).join();
        write(3, "b");
        assertThat(words(3)).containsExactly("a", "b");
    }

    private RaftNode<Integer> leader() {
        var known = member(1).node().await().leader(Duration.ofSeconds(60)).join().leader();
        var leader = member((int) requireNonNull(known).value()).node();
        leader.await().recovered(Duration.ofSeconds(60)).join();
        return leader;
    }

    /// A machine that reads a command in place leaves nothing for the log and the wire to send.
    @Test
    void stopsWhenAPartOfTheProgramsOwnBreaksItsContractAndThatIsChecked() throws Exception {
        StateMachine<Integer> greedy = (_, command) -> UTF_8.decode(command).length();
        try (var member =
                RaftMember.of(greedy)
                        .id(1)
                        .founders(FreePorts.members(1))
                        .dataIn(folder.resolve("1"))
                        .checked()
                        .start()) {
            member.node().await().leader(Duration.ofSeconds(60)).join();

            assertThatThrownBy(() -> member.node().propose(UTF_8.encode("a")).join())
                    .isInstanceOf(CompletionException.class);
            assertThatThrownBy(() -> member.node().termination().get(60, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(ContractViolation.class)
                    .rootCause()
                    .hasMessageContaining("position and limit stay as they are");
        }
    }

    @Test
    void takesPartsOfTheProgramsOwn() throws Exception {
        var transport = new Nowhere();
        var own = builder(1, "1=localhost:1").log(new MemoryLog()).transport(transport).start();
        members.put(1, own);

        write(1, "a");
        assertThat(words(1)).containsExactly("a");
        assertThatThrownBy(own::address).isInstanceOf(IllegalStateException.class);
        stop(1);

        assertThat(transport.isClosed).isFalse();
    }

    // ---- Members ----

    private void start(int id, String founders) throws IOException {
        members.put(id, builder(id, founders).start());
    }

    private RaftMemberBuilder<Integer> builder(int id, String founders) {
        return newMember(id).founders(founders);
    }

    private Credentials credentials() throws IOException, TlsException {
        var authority = TestAuthority.named("members");
        var pair = authority.issue("member").write(folder, "member");
        var own = new TlsFiles.Own(pair.certificate(), pair.key());
        var trusted = authority.write(folder.resolve("authority.pem"));
        return Credentials.open("member", new TlsFiles(own, trusted));
    }

    private RaftMemberBuilder<Integer> newMember(int id) {
        var machine = new Words();
        machines.put(id, machine);
        return RaftMember.of(machine).id(id).dataIn(folder.resolve("m" + id)).checked();
    }

    /// A member that has never heard of the group would elect nobody.
    private void awaitAll(long index) {
        for (var member : members.values()) {
            member.node().await().applied(index, Duration.ofSeconds(60)).join();
        }
        Waiting.until(
                "a leader that counts on all",
                () ->
                        members.values().stream()
                                .anyMatch(member -> member.node().state().countsOnAllVoters()));
    }

    private void stop(int id) {
        member(id).close();
        members.remove(id);
    }

    /// Proposes until it has an answer. A word that comes twice counts once.
    private void write(int id, String word) {
        Waiting.until(
                "a leader that takes " + word,
                () -> {
                    try {
                        var _ = member(id).node().propose(UTF_8.encode(word)).join();
                        return true;
                    } catch (CompletionException e) {
                        assertThat(e.getCause()).isInstanceOf(RaftException.class);
                        return false;
                    }
                });
    }

    private List<String> words(int id) throws Exception {
        var machine = requireNonNull(machines.get(id));
        return member(id)
                .node()
                .read(Consistency.LINEARIZABLE, () -> machine.words())
                .get(60, TimeUnit.SECONDS);
    }

    private RaftMember<Integer> member(int id) {
        return requireNonNull(members.get(id));
    }

    private static PeerAddress address(String members, int id) {
        return requireNonNull(MemberAddresses.parse(members).addresses().get(MemberId.of(id)));
    }

    /// Reaches nobody.
    private static final class Nowhere implements Transport {
        private boolean isClosed;

        @Override
        public Link join(GroupId group, Receiver receiver) {
            return new Link() {
                @Override
                public void send(MemberId to, PeerMessage message) {
                    throw new AssertionError("nobody else is there");
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
