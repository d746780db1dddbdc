package io.balsa.raft.testkit.planted;

import io.balsa.raft.testkit.simulation.Simulation;
import io.balsa.raft.testkit.simulation.Subject;

import java.util.function.LongFunction;

/// Runs one seed against the Balsa that it was loaded with, and answers with the name of the
/// property that does not hold; empty when all is well.
public final class Hunt implements LongFunction<String> {
    @Override
    public String apply(long seed) {
        var violation = Simulation.run(seed, Subject.registers()).violation();
        return violation == null ? "" : violation.property();
    }
}
