/// The etcd v3 contract, made from the files in `src/main/proto`, which explain it. Start at
/// `KVGrpc` and `RangeRequest`.
///
/// Only the names and numbers are etcd's: they are what its clients rely on. This package is not
/// null-marked, because it is generated: its getters never return null, its setters take none.
package io.balsa.wire.etcd;
