package io.balsa.cli.bench;

import com.google.protobuf.ByteString;

import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.PutRequest;
import io.balsa.wire.etcd.PutResponse;
import io.balsa.wire.etcd.RangeRequest;
import io.balsa.wire.etcd.RangeResponse;
import io.grpc.MethodDescriptor;

/// Requests of one kind.
///
/// @param <Q> the request
/// @param <A> its answer
sealed interface Workload<Q, A> {
    MethodDescriptor<Q, A> method();

    /// The request that goes with a ticket. Tickets count up from 0.
    Q request(long ticket);

    /// Writes every key once, in order.
    record Fill(KeySpace space, ByteString value) implements Workload<PutRequest, PutResponse> {
        @Override
        public MethodDescriptor<PutRequest, PutResponse> method() {
            return KVGrpc.getPutMethod();
        }

        @Override
        public PutRequest request(long ticket) {
            return put(space.key(ticket), value);
        }
    }

    /// Writes keys all over the space.
    record Puts(KeySpace space, ByteString value) implements Workload<PutRequest, PutResponse> {
        @Override
        public MethodDescriptor<PutRequest, PutResponse> method() {
            return KVGrpc.getPutMethod();
        }

        @Override
        public PutRequest request(long ticket) {
            return put(space.key(space.spread(ticket)), value);
        }
    }

    /// Reads keys all over the space.
    ///
    /// @param serializable take what the asked member has, however old
    record Gets(KeySpace space, boolean serializable)
            implements Workload<RangeRequest, RangeResponse> {
        @Override
        public MethodDescriptor<RangeRequest, RangeResponse> method() {
            return KVGrpc.getRangeMethod();
        }

        @Override
        public RangeRequest request(long ticket) {
            return RangeRequest.newBuilder()
                    .setKey(space.key(space.spread(ticket)))
                    .setSerializable(serializable)
                    .build();
        }
    }

    private static PutRequest put(ByteString key, ByteString value) {
        return PutRequest.newBuilder().setKey(key).setValue(value).build();
    }
}
