package io.balsa.raft.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.testkit.contract.ExampleMessages;
import io.balsa.raft.transport.v1.Wire.Frame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ReadOnlyBufferException;
import java.util.List;

class FrameTest {
    private static final GroupId GROUP = new GroupId(-5);

    private static final FrameScratch SCRATCH = FrameScratch.usual();

    static List<PeerMessage> messages() {
        return ExampleMessages.all();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void carriesEveryMessage(PeerMessage message) throws Exception {
        assertThat(roundTrip(List.of(message)))
                .containsExactly(new MessageReader.Incoming(GROUP, message));
    }

    @Test
    void carriesAllMessagesInOneFrameInTheirOrder() throws Exception {
        assertThat(roundTrip(ExampleMessages.all()))
                .extracting(MessageReader.Incoming::message)
                .containsExactlyElementsOf(ExampleMessages.all());
    }

    @Test
    void carriesPayloadsOfAllSizes() throws Exception {
        for (int size : List.of(0, 1, 16, 127, 128, 8_191, 8_192, 8_193, 100_000)) {
            var message = ExampleMessages.entries(37, size);
            assertThat(roundTrip(List.of(message)).getFirst().message()).isEqualTo(message);
        }
    }

    /// Heads, payloads and checksums that end at, before and behind the end of the scratch.
    @Test
    void writesTheSameBytesHoweverSmallItsScratch() throws Exception {
        var all = ExampleMessages.all();
        var expected = bytes(all);
        for (int size = 0; size <= expected.length; size++) {
            assertThat(bytes(frame(all, new FrameScratch(size)))).isEqualTo(expected);
        }
    }

    @Test
    void writesEachFrameAsIfItWereTheFirstInItsScratch() throws Exception {
        var scratch = new FrameScratch(1_000);
        for (int size : List.of(3_000, 1, 970, 971, 980, 0, 100)) {
            var messages = List.<PeerMessage>of(ExampleMessages.entries(1, size));
            var fresh = bytes(frame(messages, FrameScratch.usual()));
            assertThat(bytes(frame(messages, scratch))).isEqualTo(fresh);
        }
    }

    @Test
    void writesFramesOfTwoConnectionsInTurns() throws Exception {
        var scratch = new FrameScratch(1_000);
        var one = frame(List.of(ExampleMessages.entries(2, 300)), scratch);
        var other = frame(List.of(ExampleMessages.entries(5, 400)), scratch);
        var bytesOfOne = bytes(one);
        var bytesOfOther = bytes(other);

        assertThat(bytes(one)).isEqualTo(bytesOfOne);
        assertThat(bytes(other)).isEqualTo(bytesOfOther).isNotEqualTo(bytesOfOne);
    }

    @Test
    void writesTheNextFrameAfterOneThatFailedHalfWay() throws Exception {
        var scratch = new FrameScratch(1_000);
        var message = ExampleMessages.entries(3, 700);
        var expected = bytes(frame(List.of(message), FrameScratch.usual()));
        for (int room = 0; room < expected.length; room += 1_000) {
            var broken = new BrokenStream(room);

            assertThatThrownBy(() -> frame(List.of(message), scratch).drainTo(broken))
                    .hasMessage("no room");

            assertThat(bytes(frame(List.of(message), scratch))).isEqualTo(expected);
        }
    }

    /// Fails once it has taken in so many bytes.
    private static final class BrokenStream extends ByteArrayOutputStream {
        private final int room;

        BrokenStream(int room) {
            this.room = room;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            if (count + length > room) {
                throw new IllegalStateException("no room");
            }
            super.write(bytes, offset, length);
        }
    }

    @Test
    void writesWhatProtobufWouldWrite() throws Exception {
        var bytes = bytes(ExampleMessages.all());

        var frame = Frame.parseFrom(bytes);

        assertThat(frame.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void knowsItsSizeBeforeItIsWritten() throws Exception {
        var frame = frame(ExampleMessages.all(), SCRATCH);

        assertThat(frame.bytes()).isEqualTo(bytes(ExampleMessages.all()).length);
    }

    @Test
    void leavesTheBuffersOfTheSenderAlone() throws Exception {
        var message = (PeerMessage.Protocol) ExampleMessages.mixedEntries();
        var before = message.entries().getLast().payload().duplicate();

        bytes(List.of(message));

        assertThat(message.entries().getLast().payload()).isEqualTo(before);
        assertThat(message.entries().getLast().payload().position()).isEqualTo(2);
    }

    @Test
    void givesTheReceiverSlicesOfOneBufferThatItCannotChange() throws Exception {
        var received = roundTrip(List.of(ExampleMessages.entries(3, 16))).getFirst().message();

        for (var entry : ((PeerMessage.Protocol) received).entries()) {
            var payload = entry.payload();
            assertThat(payload.isReadOnly()).isTrue();
            assertThat(payload.position()).isZero();
            assertThatThrownBy(() -> payload.put(0, (byte) 1))
                    .isInstanceOf(ReadOnlyBufferException.class);
        }
    }

    private static List<MessageReader.Incoming> roundTrip(List<PeerMessage> messages)
            throws Exception {
        return MessageReader.messages(Frames.parse(bytes(messages)));
    }

    private static FrameWriter frame(List<PeerMessage> messages, FrameScratch scratch) {
        return MessageWriter.frameOf(
                Frame.newBuilder(),
                messages.stream().map(message -> Outgoing.of(GROUP, message)).toList(),
                scratch);
    }

    private static byte[] bytes(List<PeerMessage> messages) throws IOException {
        return bytes(frame(messages, SCRATCH));
    }

    private static byte[] bytes(FrameWriter frame) throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(frame.drainTo(out)).isEqualTo(out.size()).isEqualTo((int) frame.bytes());
        return out.toByteArray();
    }
}
