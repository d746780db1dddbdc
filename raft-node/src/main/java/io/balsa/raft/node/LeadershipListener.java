package io.balsa.raft.node;

/// Is told when this member begins and ends to lead. Begin and end alternate strictly, a begin
/// first, each end with the term of the begin before it; a leadership so short that it is over
/// before anybody looked is left out. When the member is closed, what has begun ends.
///
/// A member that has just begun to lead may not have applied everything yet that earlier leaders
/// committed: a linearizable read waits for that.
public interface LeadershipListener {
    /// This member leads `term` from now on.
    void onBegin(long term);

    /// It leads `term` no more.
    void onEnd(long term);
}
