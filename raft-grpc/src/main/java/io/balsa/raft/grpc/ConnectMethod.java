package io.balsa.raft.grpc;

import io.balsa.raft.transport.FrameWriter;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// The one method of the service, as gRPC sees it from the side that dials and from the other one.
///
/// What arrives stays bytes here: gRPC closes a stream without a word when a marshaller throws, and
/// whoever takes the bytes apart has better to say.
final class ConnectMethod {
    static final String SERVICE = "balsa.raft.v1.Transport";

    static final MethodDescriptor<FrameWriter, byte[]> DIALLING = of(new Writing(), new Reading());
    static final MethodDescriptor<byte[], FrameWriter> DIALLED = of(new Reading(), new Writing());

    private ConnectMethod() {}

    private static <Q, A> MethodDescriptor<Q, A> of(
            Marshaller<Q> requests, Marshaller<A> responses) {
        return MethodDescriptor.newBuilder(requests, responses)
                .setType(MethodType.BIDI_STREAMING)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Connect"))
                .build();
    }

    private static final class Writing implements Marshaller<FrameWriter> {
        @Override
        public InputStream stream(FrameWriter frame) {
            return new DrainedFrame(frame);
        }

        @Override
        public FrameWriter parse(InputStream bytes) {
            throw new UnsupportedOperationException("frames are parsed from bytes");
        }
    }

    /// A frame as gRPC wants to have it.
    private static final class DrainedFrame extends InputStream implements Drainable, KnownLength {
        private final FrameWriter frame;

        DrainedFrame(FrameWriter frame) {
            this.frame = frame;
        }

        @Override
        public int available() {
            return Math.toIntExact(frame.bytes());
        }

        @Override
        public int drainTo(OutputStream out) throws IOException {
            return frame.drainTo(out);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("a frame is drained, not read");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            throw new UnsupportedOperationException("a frame is drained, not read");
        }
    }

    private static final class Reading implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] frame) {
            throw new UnsupportedOperationException("frames are written by a FrameWriter");
        }

        /// Without compression, which neither side speaks, gRPC knows the length.
        @Override
        public byte[] parse(InputStream stream) {
            try {
                var bytes = new byte[stream.available()];
                stream.readNBytes(bytes, 0, bytes.length);
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
