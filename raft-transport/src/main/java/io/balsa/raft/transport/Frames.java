package io.balsa.raft.transport;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;

import io.balsa.raft.transport.v1.Wire.Frame;
import io.balsa.raft.transport.v1.Wire.Hello;

import java.util.List;

/// Frames that carry no messages, and frames as they come in.
final class Frames {
    private Frames() {}

    static FrameWriter hello(Hello hello) {
        return bare(Frame.newBuilder().setHello(hello));
    }

    static FrameWriter ping(long ping) {
        return bare(Frame.newBuilder().setPing(ping));
    }

    static FrameWriter bare(Frame.Builder frame) {
        return new FrameWriter(frame.build(), List.of());
    }

    /// Takes a frame apart. Its payloads stay where they are, in `bytes`, which nobody may change
    /// from now on.
    static Frame parse(byte[] bytes) throws MalformedFrame {
        Checksum.verify(bytes);
        try {
            var input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
            input.enableAliasing(true);
            return Frame.parser().parseFrom(input);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedFrame("bytes are no frame", e);
        }
    }
}
