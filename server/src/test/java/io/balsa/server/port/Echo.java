package io.balsa.server.port;

import static io.grpc.stub.ServerCalls.asyncBidiStreamingCall;
import static io.grpc.stub.ServerCalls.asyncUnaryCall;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// A gRPC service that says what it is told, without a protocol buffer in sight.
final class Echo implements BindableService {
    private static final MethodDescriptor<String, String> ONCE = method("Once", MethodType.UNARY);

    static final MethodDescriptor<String, String> FOREVER =
            method("Forever", MethodType.BIDI_STREAMING);

    /// Says `words` to the service behind `channel` and returns the answer.
    static String say(Channel channel, String words) {
        return ClientCalls.blockingUnaryCall(channel, ONCE, CallOptions.DEFAULT, words);
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder("test.Echo")
                .addMethod(ONCE, asyncUnaryCall(Echo::answer))
                .addMethod(FOREVER, asyncBidiStreamingCall(Answers::new))
                .build();
    }

    private static void answer(String words, StreamObserver<String> client) {
        Thread.ofVirtual()
                .start(() -> {
                    client.onNext(words);
                    client.onCompleted();
                });
    }

    private record Answers(StreamObserver<String> client) implements StreamObserver<String> {
        @Override
        public void onNext(String words) {
            client.onNext(words);
        }

        @Override
        public void onError(Throwable gone) {}

        @Override
        public void onCompleted() {
            client.onCompleted();
        }
    }

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        return MethodDescriptor.newBuilder(new Text(), new Text())
                .setType(type)
                .setFullMethodName("test.Echo/" + name)
                .build();
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(UTF_8));
        }

        @Override
        public String parse(InputStream bytes) {
            try {
                return new String(bytes.readAllBytes(), UTF_8);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
