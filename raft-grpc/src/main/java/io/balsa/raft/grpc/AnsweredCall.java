package io.balsa.raft.grpc;

import static java.util.Objects.requireNonNullElse;

import io.balsa.raft.transport.Ending;
import io.balsa.raft.transport.FrameWriter;
import io.balsa.raft.transport.Inbound;
import io.balsa.raft.transport.Line;
import io.balsa.raft.transport.Reception;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/// A call that another process makes. Confined to the event loop.
final class AnsweredCall extends ServerCall.Listener<byte[]> implements Line {
    private final ServerCall<byte[], FrameWriter> call;
    private final Inbound inbound;
    private boolean isClosed;

    AnsweredCall(ServerCall<byte[], FrameWriter> call, Reception reception) {
        this.call = call;
        var address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        this.inbound = reception.receive(this, requireNonNullElse(address, "an unknown address"));
        call.sendHeaders(new Metadata());
        call.request(1);
    }

    @Override
    public void onMessage(byte[] bytes) {
        if (!isClosed) {
            inbound.onFrame(bytes);
            call.request(1);
        }
    }

    @Override
    public boolean isReady() {
        return call.isReady();
    }

    @Override
    public void write(FrameWriter frame) {
        call.sendMessage(frame);
    }

    @Override
    public void close(Ending ending, String why) {
        isClosed = true;
        call.close(status(ending).withDescription(why), new Metadata());
    }

    private static Status status(Ending ending) {
        return switch (ending) {
            case DONE -> Status.OK;
            case SILENT -> Status.DEADLINE_EXCEEDED;
            case STRANGER -> Status.FAILED_PRECONDITION;
            case MALFORMED -> Status.INVALID_ARGUMENT;
            case OVERSIZE, STUCK -> Status.RESOURCE_EXHAUSTED;
            case REPLACED -> Status.ABORTED;
            case LEAVING -> Status.UNAVAILABLE;
        };
    }

    @Override
    public void onHalfClose() {
        inbound.close(Ending.DONE, "");
    }

    @Override
    public void onCancel() {
        isClosed = true;
        inbound.onEnd();
    }

    @Override
    public void onComplete() {
        isClosed = true;
        inbound.onEnd();
    }
}
