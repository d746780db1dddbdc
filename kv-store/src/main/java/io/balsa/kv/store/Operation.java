package io.balsa.kv.store;

/// What a [Command.Txn] can be made of.
public sealed interface Operation permits Command, RangeQuery {
    /// Does it leave the store as it is, whatever the store holds?
    boolean isReadOnly();
}
