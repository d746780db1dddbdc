package io.balsa.kv.store;

/// Where a command comes from, for those who follow it from member to member: the span below which
/// theirs belong, as in [W3C Trace Context](https://www.w3.org/TR/trace-context/). It has no
/// influence on what the command does.
///
/// @param traceHigh the first 8 bytes of the id of the trace
/// @param traceLow the other 8
/// @param span the id of the span
public record TraceContext(long traceHigh, long traceLow, long span) {}
