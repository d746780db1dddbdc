package io.balsa.raft.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import io.balsa.raft.node.GroupId;
import io.balsa.raft.testkit.contract.ExampleMessages;
import io.balsa.raft.transport.v1.Wire;
import io.balsa.raft.transport.v1.Wire.AppendEntries;
import io.balsa.raft.transport.v1.Wire.Envelope;
import io.balsa.raft.transport.v1.Wire.Frame;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Frames that no sound sender sends.
class MalformedFrameTest {
    private static final int TRIALS = 20_000;

    @Test
    void refusesEntriesThatCannotBeAPieceOfALog() {
        refuses(entries().setPrevious(id(-1, 10)), "term is not negative");
        refuses(entries().setPrevious(id(2, -10)), "index is not negative");
        refuses(entries().setPrevious(id(2, Long.MAX_VALUE)), "an index fits into 63 bits");
        refuses(entries().setTerm(-1), "term is not negative");
        refuses(entries().setCommit(-1), "commit is not negative");
        refuses(entries().clearTerms(), "each term has a start");
        refuses(entries().clearTerms().clearTermStarts(), "terms start where entries are");
        refuses(entries().setTermStarts(0, 1), "terms start at entries");
        refuses(entries().addTermStarts(3).addTerms(9), "terms start at entries");
        refuses(entries().addTermStarts(0).addTerms(9), "terms grow along the log");
        refuses(entries().addTermStarts(1).addTerms(1), "terms grow along the log");
        refuses(entries().setPrevious(id(4, 10)), "terms grow along the log");
        refuses(entries().addBlanks(3), "the places of kinds ascend and exist");
        refuses(entries().addBlanks(1).addBlanks(0), "the places of kinds ascend and exist");
        refuses(entries().addMemberships(-1), "the places of kinds ascend and exist");
        refuses(entries().addMemberships(1), "a message makes no sense");
    }

    @Test
    void refusesSizesThatDoNotAddUp() {
        refuses(entries().setPayloadBytes(2, 4), "add up");
        refuses(entries().setPayloadBytes(2, 2), "no payload that no message names");
        refuses(entries().setPayloadBytes(0, -1), "add up");
        refuses(entries().setPayloadBytes(0, Integer.MAX_VALUE), "add up");
    }

    @Test
    void refusesOtherMessagesThatMakeNoSense() {
        refuses(Envelope.newBuilder(), "no message known here");
        refuses(
                Envelope.newBuilder().setVote(Wire.Vote.newBuilder().setTerm(-5)),
                "term is not negative");
        refuses(
                Envelope.newBuilder().setAppended(Wire.Appended.newBuilder().setMatched(-5)),
                "matched is not negative");
        refuses(
                Envelope.newBuilder().setProposalRefused(Wire.ProposalRefused.newBuilder()),
                "no reason known here");
        refuses(
                Envelope.newBuilder()
                        .setProposalRefused(
                                Wire.ProposalRefused.newBuilder()
                                        .setNotLeader(Wire.NotLeader.newBuilder().setLeader(-1))),
                "a member id is positive");
    }

    @Test
    void refusesDamagedFrames() throws IOException {
        var sound = soundFrame();
        for (int place = 0; place < sound.length; place++) {
            var damaged = sound.clone();
            damaged[place] ^= 0x20;
            assertThatThrownBy(() -> Frames.parse(damaged)).isInstanceOf(MalformedFrame.class);
        }
        assertThatThrownBy(() -> Frames.parse(new byte[0])).isInstanceOf(MalformedFrame.class);
    }

    /// Even where the checksum is right: whatever the bytes say, they are refused as malformed or
    /// make messages, and nothing else happens.
    @Test
    void isOnlyEverSurprisedInOneWay() throws IOException {
        var random = new SplittableRandom(1);
        var sound = soundFrame();
        var body = Arrays.copyOf(sound, sound.length - Checksum.FIELD_BYTES);
        var refused = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            var damaged = body.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                MessageReader.messages(Frame.parseFrom(damaged));
            } catch (MalformedFrame | InvalidProtocolBufferException _) {
                refused++;
            }
        }
        assertThat(refused).isBetween(TRIALS / 10, TRIALS - 1);
    }

    private static byte[] soundFrame() throws IOException {
        var out = new ByteArrayOutputStream();
        var messages =
                ExampleMessages.all().stream()
                        .map(message -> Outgoing.of(GroupId.FIRST, message))
                        .toList();
        MessageWriter.frameOf(Frame.newBuilder(), messages, FrameScratch.usual()).drainTo(out);
        return out.toByteArray();
    }

    private static void refuses(AppendEntries.Builder entries, String why) {
        refuses(Envelope.newBuilder().setAppendEntries(entries), why);
    }

    private static void refuses(Envelope.Builder envelope, String why) {
        var frame =
                Frame.newBuilder()
                        .addEnvelopes(envelope)
                        .setPayloads(ByteString.copyFromUtf8("abbccc"))
                        .build();
        assertThatThrownBy(() -> MessageReader.messages(frame))
                .isInstanceOf(MalformedFrame.class)
                .hasMessageContaining(why);
    }

    /// Three commands of term 3 after 2/10.
    private static AppendEntries.Builder entries() {
        return AppendEntries.newBuilder()
                .setTerm(3)
                .setPrevious(id(2, 10))
                .addPayloadBytes(1)
                .addPayloadBytes(2)
                .addPayloadBytes(3)
                .addTermStarts(0)
                .addTerms(3);
    }

    private static Wire.EntryId id(long term, long index) {
        return Wire.EntryId.newBuilder().setTerm(term).setIndex(index).build();
    }
}
