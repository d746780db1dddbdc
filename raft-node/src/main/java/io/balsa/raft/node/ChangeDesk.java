package io.balsa.raft.node;

import io.balsa.raft.core.ChangeRefusal;
import io.balsa.raft.core.Effect;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MembershipEntry;
import io.balsa.raft.core.Raft;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Changes of membership and of leadership between the moment they are asked for and the moment
/// they are complete. Confined to the event loop.
final class ChangeDesk {
    private final Raft raft;
    private final Map<Long, CompletableFuture<MembershipEntry>> changes = new HashMap<>();
    private final Map<Long, CompletableFuture<Void>> transfers = new HashMap<>();
    private final Map<Long, CompletableFuture<Void>> permissions = new HashMap<>();
    private final Queue<Runnable> answers = new ArrayDeque<>();
    private long last;

    ChangeDesk(Raft raft) {
        this.raft = raft;
    }

    void found(Inbox.Item.Found<?> item, Consumer<Event> step) {
        var obstacle = raft.obstacle(item.first());
        if (obstacle == null) {
            step.accept(new Event.Bootstrapped(item.first()));
            answers.add(() -> item.begun().complete(null));
        } else {
            fail(item.begun(), obstacle);
        }
    }

    Event change(Inbox.Item.Change<?> item) {
        changes.put(++last, item.answer());
        return new Event.MembershipChangeRequested(last, item.what(), item.expected());
    }

    Event transfer(Inbox.Item.Transfer<?> item) {
        transfers.put(++last, item.answer());
        return new Event.TransferRequested(last, item.to());
    }

    Event word(Inbox.Item.Word<?> item) {
        permissions.put(++last, item.answer());
        return item.event().apply(last);
    }

    void onDone(Effect.RevertNoted done) {
        var answer = permissions.remove(done.change());
        if (answer != null) {
            answers.add(() -> answer.complete(null));
        }
    }

    void onDone(Effect.ChangeDone done) {
        var answer = changes.remove(done.change());
        if (answer != null) {
            answers.add(() -> answer.complete(new MembershipEntry(done.id(), done.membership())));
        }
    }

    void onRefuse(Effect.RefuseChange refused) {
        var permission = permissions.remove(refused.change());
        fail(permission == null ? changes.remove(refused.change()) : permission, refused.reason());
    }

    void onDone(Effect.TransferDone done) {
        var answer = transfers.remove(done.transfer());
        if (answer != null) {
            answers.add(() -> answer.complete(null));
        }
    }

    void onRefuse(Effect.RefuseTransfer refused) {
        fail(transfers.remove(refused.transfer()), refused.reason());
    }

    private void fail(@Nullable CompletableFuture<?> answer, ChangeRefusal reason) {
        if (answer != null) {
            var refusal = ChangeRefusals.asException(reason, raft.membership());
            answers.add(() -> answer.completeExceptionally(refusal));
        }
    }

    /// Gives the answers, once the state that they speak of is shown.
    void answer() {
        while (!answers.isEmpty()) {
            answers.remove().run();
        }
    }

    void refuseAll(RaftException.Stopped perhaps) {
        answer();
        changes.values().forEach(answer -> answer.completeExceptionally(perhaps));
        transfers.values().forEach(answer -> answer.completeExceptionally(perhaps));
        permissions.values().forEach(answer -> answer.completeExceptionally(perhaps));
        permissions.clear();
        changes.clear();
        transfers.clear();
    }
}
