package io.balsa.scenarios;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A cluster for each test. When the test fails, its members' logs are printed.
final class ClusterFixture implements BeforeEachCallback, AfterEachCallback {
    private final String transport;
    private final Cluster.Told told;
    private @Nullable Cluster cluster;

    /// @param transport what carries messages between the members
    ClusterFixture(String transport) {
        this(transport, (_, _) -> "");
    }

    /// Members that are told something more.
    ///
    /// @param transport what carries messages between them
    ClusterFixture(String transport, Cluster.Told told) {
        this.transport = transport;
        this.told = told;
    }

    Cluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("only within a test");
        }
        return cluster;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        cluster = new Cluster(transport, told);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try (var ending = cluster()) {
            if (context.getExecutionException().isPresent()) {
                System.out.println(ending.logs());
            }
        }
    }
}
