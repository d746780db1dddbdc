package io.balsa.raft.testkit.world;

/// How a [SimulatedNetwork] treats messages. Chances are between 0 and 1, for each message anew.
///
/// @param loss the chance that a message is lost
/// @param repetition the chance that it arrives twice
/// @param straggling the chance that it arrives only after `straggler`
/// @param inOrder do messages from one member to another arrive in the order they were sent,
///   stragglers and repetitions excepted?
/// @param notice the chance that the sender hears of a loss
public record NetworkConditions(
        Delay delay,
        Delay straggler,
        double loss,
        double repetition,
        double straggling,
        double notice,
        boolean inOrder) {

    /// A network without faults: everything arrives once and in order, after `delay`.
    public static NetworkConditions perfect(Delay delay) {
        return new NetworkConditions(delay, delay, 0, 0, 0, 1, true);
    }
}
