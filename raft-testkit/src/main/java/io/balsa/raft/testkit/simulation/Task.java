package io.balsa.raft.testkit.simulation;

/// What an operator may do to a group while it runs.
enum Task {
    /// Adds members that only receive the log; the leader may be told to make them voters.
    ADD_LEARNERS,
    /// Adds voters, also ones with an empty log.
    ADD_VOTERS,
    /// Makes voters of learners.
    PROMOTE,
    /// Removes one voter or two, the leader more often than others; dead ones, too.
    REMOVE_VOTERS,
    /// Any voters to any others in one go, often to all new ones.
    REPLACE_VOTERS,
    REMOVE_LEARNERS,
    SET_ADDRESS,
    /// Asks for what must be refused: no voters, an id used before, the wrong membership.
    MISTAKE,
    /// Lets a member come back that the leader has isolated, or puts another one in its place.
    BRING_BACK,
    /// Lets another member lead.
    TRANSFER,
    /// Makes a member campaign, asking first or not.
    ELECT,
    HEARTBEAT,
    /// Forbids a member for a while to campaign, or to send heartbeats.
    SWITCH,
    /// Lets a member take a snapshot, whatever its policy.
    SNAPSHOT,
    /// Lets a member purge its log as far as it can, or less far.
    PURGE
}
