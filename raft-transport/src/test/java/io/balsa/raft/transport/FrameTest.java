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

    @Test
    void writesWhatProtobufWouldWrite() throws Exception {
        var bytes = bytes(ExampleMessages.all());

        var frame = Frame.parseFrom(bytes);

        assertThat(frame.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void knowsItsSizeBeforeItIsWritten() throws Exception {
        var frame = frame(ExampleMessages.all());

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

    private static FrameWriter frame(List<PeerMessage> messages) {
        return MessageWriter.frameOf(
                Frame.newBuilder(),
                messages.stream().map(message -> Outgoing.of(GROUP, message)).toList());
    }

    private static byte[] bytes(List<PeerMessage> messages) throws IOException {
        var out = new ByteArrayOutputStream();
        var frame = frame(messages);
        assertThat(frame.drainTo(out)).isEqualTo(out.size()).isEqualTo((int) frame.bytes());
        return out.toByteArray();
    }
}
