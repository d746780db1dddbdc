package io.balsa.raft.transport;

import io.balsa.raft.core.MemberId;
import io.netty.channel.ChannelHandler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes in the lines that other members dial. There is at most one for each kind of traffic from
/// each of them. Confined to the event loop.
public final class Reception {
    private final Dialler dialler;
    private final Receivers receivers;
    private final Routes routes;
    private final Complaints complaints;
    private final Map<Inbound.Caller, Inbound> streams = new HashMap<>();

    Reception(Dialler dialler, Receivers receivers, Routes routes, Complaints complaints) {
        this.dialler = dialler;
        this.receivers = receivers;
        this.routes = routes;
        this.complaints = complaints;
    }

    /// Somebody has dialled `line`.
    ///
    /// @param address where from, for people
    public Inbound receive(Line line, Object address) {
        return new Inbound(this, line, address);
    }

    /// Goes into the pipeline of a listening socket, and lets only those in who keep `etiquette`.
    public ChannelHandler doorkeeper(Etiquette etiquette) {
        return new Doorkeeper(etiquette, dialler.sockets(), dialler.counters(), complaints);
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
            before.close(Ending.REPLACED, "a newer connection of the same member took over");
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
            List.copyOf(streams.values()).forEach(stream -> stream.close(Ending.LEAVING, why));
        });
    }

    void deliver(MemberId from, MessageReader.Incoming message) {
        receivers.deliver(from, message);
    }

    void complain(Inbound stream, String what) {
        complaints.about("stream", stream + " " + what);
    }
}
