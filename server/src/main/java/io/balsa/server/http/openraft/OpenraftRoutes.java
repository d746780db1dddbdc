package io.balsa.server.http.openraft;

import static io.balsa.server.port.HttpMethod.POST;

import io.balsa.raft.node.Consistency;
import io.balsa.server.group.Group;
import io.balsa.server.guard.AdminGuard;
import io.balsa.server.http.Replies;
import io.balsa.server.http.Self;
import io.balsa.server.http.openraft.OpenraftRead.Form;
import io.balsa.server.port.HttpRoutes;
import io.balsa.server.store.ReplicatedStore;

/// The table of this family, but for `GET /metrics`, which it shares.
public final class OpenraftRoutes {
    private OpenraftRoutes() {}

    /// Adds the routes for everybody to `routes`.
    public static void addTo(HttpRoutes routes, ReplicatedStore store) {
        var replies = new Replies(new OpenraftFailures(store::state));
        var local = new OpenraftRead(store, replies, Consistency.LOCAL, Form.TEXT);
        var consistent = new OpenraftRead(store, replies, Consistency.LINEARIZABLE, Form.TEXT);
        var versioned = new OpenraftRead(store, replies, Consistency.LINEARIZABLE, Form.VERSIONED);
        routes.on(POST, "/write", new OpenraftWrite(store, replies))
                .on(POST, "/read", local)
                .on(POST, "/consistent_read", consistent)
                .on(POST, "/linearizable_read", versioned)
                .on(POST, "/follower_read", versioned);
    }

    /// Adds the routes that `guard` stands before.
    ///
    /// @param self how this member is known to others
    public static void addAdmin(
            HttpRoutes routes, ReplicatedStore store, Group group, Self self, AdminGuard guard) {
        var replies = new Replies(new OpenraftFailures(store::state));
        var admin = new OpenraftAdmin(group, self, replies);
        routes.on(POST, "/init", guard.protect(admin::init))
                .on(POST, "/add-learner", guard.protect(admin::addLearner))
                .on(POST, "/change-membership", guard.protect(admin::changeMembership));
    }
}
