package io.balsa.client;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Knows whom to ask, and whom next.
final class Directory {
    private final List<Endpoint> endpoints;
    private final Connections connections;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Endpoint home;
    private volatile @Nullable Endpoint leader;

    Directory(List<Endpoint> endpoints, Connections connections) {
        this.endpoints = endpoints;
        this.connections = connections;
        this.home = endpoints.getFirst();
    }

    /// How many tries a round over all endpoints takes.
    int round(Target target) {
        return target instanceof Target.One ? 1 : endpoints.size();
    }

    /// Whom to ask first, or null if the leader is to be asked and must be looked for.
    @Nullable Endpoint first(Target target) {
        return switch (target) {
            case Target.Anyone() -> home;
            case Target.Followers() -> follower();
            case Target.Leader() -> leader;
            case Target.One(var endpoint) -> endpoint;
        };
    }

    private Endpoint follower() {
        var next = inTurn();
        return next.equals(leader) ? inTurn() : next;
    }

    private Endpoint inTurn() {
        return endpoints.get(Math.floorMod(turn.getAndIncrement(), endpoints.size()));
    }

    /// Whom to ask after this one has failed: the next in the order of the options; for the leader,
    /// whom it names, or null if one must be looked for.
    @Nullable Endpoint next(Target target, Endpoint failed, CallFailure failure) {
        if (target instanceof Target.One) {
            return failed;
        }
        if (failed.equals(leader)) {
            leader = null;
        }
        var named = failure.leader().map(connections::reachable).orElse(null);
        if (named != null && !named.equals(failed)) {
            leader = named;
        }
        return target instanceof Target.Leader
                ? leader
                : endpoints.get((endpoints.indexOf(failed) + 1) % endpoints.size());
    }

    /// This member has answered.
    void answered(Target target, Endpoint endpoint) {
        switch (target) {
            case Target.Anyone() -> home = endpoint;
            case Target.Leader() -> leader = endpoint;
            case Target.Followers(), Target.One(_) -> {}
        }
    }
}
