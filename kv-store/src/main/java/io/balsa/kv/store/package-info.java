/// The replicated key-value store.
///
/// Start at [Command], what a client can have done to the store, and [KvResult], what comes of it.
/// [Validation] judges a command before it enters the log, [CommandFormat] makes the bytes of it
/// that log, wire and store share, and [KvStore] applies it on every member. Reads do not enter the
/// log: [RangeQuery] says what to read, [KvStore#read] reads it.
///
/// The rules are those of etcd v3: one revision per command that writes, the whole store at one
/// revision at any time, keys in the order of their unsigned bytes.
///
/// A member's store is a function of the log alone. Nothing here reads a clock, rolls dice, or
/// depends on an order that differs from one JVM to the next; and no bytes in the log, however
/// broken, make it throw.
@NullMarked
package io.balsa.kv.store;

import org.jspecify.annotations.NullMarked;
