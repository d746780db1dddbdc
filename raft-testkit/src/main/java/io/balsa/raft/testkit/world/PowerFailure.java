package io.balsa.raft.testkit.world;

import java.io.IOException;

/// The power failed during a disk operation. Nobody lives to see this: it only unwinds the process.
public final class PowerFailure extends IOException {
    private static final long serialVersionUID = 1;

    PowerFailure() {
        super("the power failed");
    }
}
