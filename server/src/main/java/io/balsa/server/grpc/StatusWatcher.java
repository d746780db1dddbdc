package io.balsa.server.grpc;

import io.balsa.raft.node.Subscription;
import io.balsa.server.group.Group;
import io.balsa.wire.v1.MemberStatus;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.function.Supplier;

/// Shows one client the status of the member until it leaves. Nothing is queued for a client that
/// is slow: it gets the latest status once it takes more.
final class StatusWatcher {
    private final ServerCallStreamObserver<MemberStatus> client;
    private final Consumer<StatusWatcher> onEnd;

    // Guarded by this: a call's answers come from one thread at a time.
    private @Nullable Subscription subscription;
    private boolean isOver;
    private boolean isBehind;

    /// @param onEnd is told when the client has left
    StatusWatcher(ServerCallStreamObserver<MemberStatus> client, Consumer<StatusWatcher> onEnd) {
        this.client = client;
        this.onEnd = onEnd;
    }

    void follow(Group group, Supplier<MemberStatus> latest) {
        client.setOnCancelHandler(this::end);
        client.setOnReadyHandler(() -> catchUp(latest));
        show(latest);
        var begun = group.watch(_ -> show(latest));
        synchronized (this) {
            subscription = begun;
            if (isOver) {
                begun.close();
            }
        }
    }

    private synchronized void catchUp(Supplier<MemberStatus> latest) {
        if (isBehind) {
            show(latest);
        }
    }

    private synchronized void show(Supplier<MemberStatus> latest) {
        if (!isOver) {
            isBehind = !client.isReady();
            if (!isBehind) {
                client.onNext(latest.get());
            }
        }
    }

    synchronized void fail(StatusException reason) {
        if (!isOver) {
            end();
            client.onError(reason);
        }
    }

    private synchronized void end() {
        isOver = true;
        onEnd.accept(this);
        if (subscription != null) {
            subscription.close();
        }
    }
}
