package io.balsa.raft.core;

/// What a member does by itself. Off is for operators and tests: a group whose members do not
/// campaign stays without a leader, a leader without heartbeats loses its followers.
///
/// @param elect does it campaign when its leader is silent?
/// @param heartbeat does it show, as a leader, that it is there?
public record Switches(boolean elect, boolean heartbeat) {
    public static final Switches ON = new Switches(true, true);
}
