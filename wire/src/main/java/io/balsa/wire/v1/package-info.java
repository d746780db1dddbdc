/// Balsa's own contract, made from the files in `src/main/proto/balsa/v1`, which explain it. Start
/// at `KVServiceGrpc` and `AdminServiceGrpc`; `ErrorDetail` is what programs learn of a failure.
///
/// This package is not null-marked, because it is generated: its getters never return null, its
/// setters take none.
package io.balsa.wire.v1;
