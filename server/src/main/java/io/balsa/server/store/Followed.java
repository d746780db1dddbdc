package io.balsa.server.store;

import io.balsa.kv.store.TraceContext;

import org.jspecify.annotations.Nullable;

/// Follows writes, for those who want to know where their time goes.
@FunctionalInterface
public interface Followed {
    /// Follows nothing, at no cost.
    Followed NOTHING = () -> null;

    /// A write is proposed next. Null when nobody follows it.
    @Nullable Write begin();

    /// A write that is followed.
    interface Write {
        /// What its command takes along.
        TraceContext context();

        /// The group has answered.
        ///
        /// @param failure null when it has carried the command out
        void end(@Nullable Throwable failure);
    }
}
