package io.balsa.raft.core;

import java.util.List;

/// The commands that a story is made of, one per line.
final class TraceScript {
    private final TraceCluster cluster;
    private long requests;

    TraceScript(TraceCluster cluster) {
        this.cluster = cluster;
    }

    void run(String line) {
        var words = List.of(line.trim().split(" +"));
        var numbers = words.stream().skip(1).filter(word -> word.matches("\\d+")).toList();
        var ids = numbers.stream().map(Long::parseLong).toList();
        switch (words.getFirst()) {
            case "members" -> cluster.create(Math.toIntExact(ids.getFirst()));
            case "bootstrap" -> cluster.bootstrap(ids.getFirst(), ids.size() > 1 ? ids.get(1) : 1);
            case "group" -> group(Math.toIntExact(ids.getFirst()));
            case "limits" -> cluster.limitBatches(ids.get(0).intValue(), ids.get(1).intValue());
            case "timeout" -> cluster.timeout(ids.getFirst());
            case "pass" -> cluster.pass(ids.getFirst());
            case "deliver" -> deliver(ids);
            case "settle" -> cluster.runQuietly(cluster::deliverAll);
            case "quietly" ->
                    cluster.runQuietly(() -> run(line.trim().substring("quietly ".length())));
            case "drop" -> cluster.drop(MemberId.of(ids.get(0)), MemberId.of(ids.get(1)));
            case "isolate" -> cluster.dropAllOf(MemberId.of(ids.getFirst()));
            case "duplicate" -> cluster.duplicate(MemberId.of(ids.get(0)), MemberId.of(ids.get(1)));
            case "member" -> cluster.createMember(ids.getFirst());
            case "priority" -> cluster.prioritize(ids.get(0), ids.get(1).intValue());
            case "lease" -> cluster.allowLease();
            case "keep" -> cluster.keep(ids.getFirst());
            case "show" -> cluster.show();
            case "show-members" -> cluster.showMembers();
            default -> act(words, ids);
        }
    }

    /// What one member is made to do.
    private void act(List<String> words, List<Long> ids) {
        switch (words.getFirst()) {
            case "propose" -> propose(ids);
            case "read" ->
                    cluster.member(ids.getFirst()).step(new Event.ReadRequested(++requests, false));
            case "unreachable" ->
                    cluster.member(ids.get(0)).step(new Event.Unreachable(MemberId.of(ids.get(1))));
            case "slow-disk" -> cluster.member(ids.getFirst()).slowDisk();
            case "finish-writes" -> cluster.member(ids.getFirst()).finishWrites();
            case "crash" -> cluster.member(ids.getFirst()).crash();
            case "restart" -> cluster.member(ids.getFirst()).start();
            case "change", "transfer", "elect", "elect-at-once", "heartbeat", "switch" ->
                    cluster.member(ids.getFirst()).step(event(words));
            case "snapshot",
                    "arrive",
                    "arrive-late",
                    "fail",
                    "purge",
                    "wipe",
                    "revert",
                    "allow",
                    "forbid" ->
                    bringBack(words.getFirst(), ids);
            case "lease-read" ->
                    cluster.member(ids.getFirst()).step(new Event.ReadRequested(++requests, true));
            default -> throw new IllegalArgumentException("a story has no command " + words);
        }
    }

    /// What concerns snapshots, and members that lost something.
    private void bringBack(String verb, List<Long> ids) {
        var member = cluster.member(ids.getFirst());
        switch (verb) {
            case "snapshot" -> member.saveSnapshot();
            case "arrive" -> cluster.member(ids.get(1)).step(member.snapshotReceived(0));
            case "arrive-late" -> cluster.member(ids.get(1)).step(member.snapshotReceived(1));
            case "fail" -> member.step(new Event.SnapshotFailed(MemberId.of(ids.get(1))));
            case "purge" -> member.step(new Event.PurgeRequested(ids.get(1)));
            case "wipe" -> member.wipe();
            case "revert" -> member.revert(ids.get(1));
            default ->
                    member.step(
                            new Event.RevertAllowed(
                                    ++requests, MemberId.of(ids.get(1)), verb.equals("allow")));
        }
    }

    /// What somebody wants of a member: `words` begin with a verb and the member's id.
    private Event event(List<String> words) {
        return switch (words.getFirst()) {
            case "change" ->
                    new Event.MembershipChangeRequested(
                            ++requests, TraceChange.parse(words.subList(2, words.size())), null);
            case "transfer" ->
                    new Event.TransferRequested(
                            ++requests,
                            words.size() == 2 ? null : MemberId.of(Long.parseLong(words.get(2))));
            case "elect" -> new Event.ElectionRequested(true);
            case "elect-at-once" -> new Event.ElectionRequested(false);
            case "heartbeat" -> new Event.HeartbeatRequested();
            default ->
                    new Event.SwitchesSet(
                            new Switches(
                                    !words.contains("no-elections"),
                                    !words.contains("no-heartbeats")));
        };
    }

    /// A group whose first member leads, at rest.
    private void group(int size) {
        cluster.runQuietly(() -> {
            cluster.create(size);
            cluster.bootstrap(size, 1);
            cluster.deliverAll();
        });
    }

    private void deliver(List<Long> ids) {
        if (ids.isEmpty()) {
            cluster.deliverAll();
        } else {
            cluster.deliver(MemberId.of(ids.get(0)), MemberId.of(ids.get(1)));
        }
    }

    private void propose(List<Long> ids) {
        var count = ids.size() > 1 ? ids.get(1).intValue() : 1;
        cluster.member(ids.getFirst()).step(new Event.Proposed(++requests, count, 10L * count, 0));
    }
}
