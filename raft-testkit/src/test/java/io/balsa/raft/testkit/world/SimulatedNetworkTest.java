package io.balsa.raft.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.Check;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

class SimulatedNetworkTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);
    private static final Delay DELAY = new Delay(100, 50);

    private final SimulatedTime time = new SimulatedTime();
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Long> sent = new ArrayList<>();
    private final SimulatedNetwork network =
            new SimulatedNetwork(
                    time,
                    random.split(),
                    Trace.digestOf(time),
                    NetworkConditions.perfect(DELAY),
                    (_, _, message) -> sent.add(number(message)));
    private final SimulatedRuntime processOfTwo = boot();
    private final Inbox inboxOfOne = new Inbox();
    private final Inbox inboxOfTwo = new Inbox();
    private final Transport.Link linkOfOne =
            network.transport(ONE, boot()).join(GroupId.FIRST, inboxOfOne);
    private final Transport.Link linkOfTwo =
            network.transport(TWO, processOfTwo).join(GroupId.FIRST, inboxOfTwo);

    @Test
    void carriesEverythingInOrderWhenPerfect() {
        sendHundred();

        time.runUntil(10_000);

        assertThat(inboxOfTwo.numbers).isEqualTo(numbersUpTo(100)).isEqualTo(sent);
    }

    @Test
    void losesRepeatsAndReordersAsItsConditionsSay() {
        network.setConditions(new NetworkConditions(DELAY, DELAY, 0.2, 0.2, 0, 1, false));
        sendHundred();

        time.runUntil(10_000);

        var arrived = inboxOfTwo.numbers;
        assertThat(arrived.stream().distinct().count()).isBetween(65L, 95L);
        assertThat(arrived).hasSizeGreaterThan((int) arrived.stream().distinct().count());
        assertThat(arrived).isNotEqualTo(arrived.stream().sorted().toList());
        assertThat(inboxOfOne.unreachable).isNotEmpty().containsOnly(TWO);
    }

    @Test
    void carriesNothingInADirectionThatIsCut() {
        network.cut(ONE, TWO);
        linkOfOne.send(TWO, message(1));
        linkOfTwo.send(ONE, message(2));
        time.runUntil(10_000);
        assertThat(inboxOfTwo.numbers).isEmpty();
        assertThat(inboxOfOne.numbers).containsExactly(2L);

        network.mend();
        linkOfOne.send(TWO, message(3));
        time.runUntil(20_000);
        assertThat(inboxOfTwo.numbers).containsExactly(3L);
    }

    @Test
    void deliversToAPausedMemberOnceItGoesOn() {
        processOfTwo.pause();
        linkOfOne.send(TWO, message(1));
        time.runUntil(10_000);
        assertThat(inboxOfTwo.numbers).isEmpty();

        processOfTwo.resume();
        assertThat(inboxOfTwo.numbers).containsExactly(1L);
    }

    @Test
    void tellsTheSenderThatAMemberIsGone() {
        processOfTwo.crash();
        linkOfOne.send(TWO, message(1));
        time.runUntil(10_000);

        assertThat(inboxOfTwo.numbers).isEmpty();
        assertThat(inboxOfOne.unreachable).containsExactly(TWO);
    }

    @Test
    void carriesNoMessageThatLacksTheEntriesThatItNames() {
        var slice = new LogSlice(EntryId.NONE, List.of(new EntryId(1, 1)), 1, List.of());
        var append = new Message.AppendEntries(1, slice, 0, 3);

        assertThatThrownBy(() -> linkOfOne.send(TWO, new PeerMessage.Protocol(append, List.of())))
                .isInstanceOf(Check.BrokenInvariant.class)
                .hasMessageContaining("with the entries");
        assertThat(sent).isEmpty();
    }

    private void sendHundred() {
        for (var number = 1L; number <= 100; number++) {
            linkOfOne.send(TWO, message(number));
        }
    }

    private SimulatedRuntime boot() {
        var pace = new Pace(new Delay(1, 0), new Delay(1, 0));
        return new Machine(time, random.split(), DriftingClock.TRUE, pace).boot();
    }

    private static List<Long> numbersUpTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static PeerMessage message(long number) {
        return new PeerMessage.ProposalAccepted(number, EntryId.NONE);
    }

    private static long number(PeerMessage message) {
        return message instanceof PeerMessage.ProposalAccepted(var number, _) ? number : 0;
    }

    private static final class Inbox implements Transport.Receiver {
        final List<Long> numbers = new ArrayList<>();
        final List<MemberId> unreachable = new ArrayList<>();

        @Override
        public void onMessage(MemberId from, PeerMessage message) {
            numbers.add(number(message));
        }

        @Override
        public void onUnreachable(MemberId member) {
            unreachable.add(member);
        }
    }
}
