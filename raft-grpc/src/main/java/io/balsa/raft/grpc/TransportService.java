package io.balsa.raft.grpc;

import io.balsa.raft.core.MemberId;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes the calls of other members. There is at most one stream of each kind of traffic from each
/// of them. Confined to the event loop.
final class TransportService {
    private final Dialler dialler;
    private final Receivers receivers;
    private final Routes routes;
    private final Complaints complaints;
    private final Map<Inbound.Caller, Inbound> streams = new HashMap<>();

    TransportService(Dialler dialler, Receivers receivers, Routes routes, Complaints complaints) {
        this.dialler = dialler;
        this.receivers = receivers;
        this.routes = routes;
        this.complaints = complaints;
    }

    ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(ConnectMethod.SERVICE)
                .addMethod(ConnectMethod.DIALLED, (call, _) -> new Inbound(this, call))
                .build();
    }

    Dialler dialler() {
        return dialler;
    }

    /// The caller has proved who it is. The stream that it had before is of no use to it any more.
    ///
    /// @param address where the caller says that it can be reached
    void onOpen(Inbound.Caller caller, String address, Inbound stream) {
        var before = streams.put(caller, stream);
        if (before != null) {
            complain(stream, "took over from " + before + "; two of them? check the member ids");
            before.close(Status.ABORTED, "a newer connection of the same member took over");
        }
        routes.meet(caller.member(), address);
        routes.hurry(caller.member());
    }

    void onClosed(Inbound.Caller caller, Inbound stream) {
        streams.remove(caller, stream);
    }

    /// Tells the others that this member goes, so that they need not guess. From any thread.
    void close() {
        dialler.execute(() -> {
            var why = dialler.handshake().self() + " is shutting down";
            List.copyOf(streams.values()).forEach(stream -> stream.close(Status.UNAVAILABLE, why));
        });
    }

    void deliver(MemberId from, MessageReader.Incoming message) {
        receivers.deliver(from, message);
    }

    void complain(Inbound stream, String what) {
        complaints.about("stream", stream + " " + what);
    }
}
