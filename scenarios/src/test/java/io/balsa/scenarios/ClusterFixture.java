package io.balsa.scenarios;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A cluster for each test. When the test fails, its members' logs are printed.
final class ClusterFixture implements BeforeEachCallback, AfterEachCallback {
    private final String transport;
    private @Nullable Cluster cluster;

    /// @param transport what carries messages between the members
    ClusterFixture(String transport) {
        this.transport = transport;
    }

    Cluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("only within a test");
        }
        return cluster;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        cluster = new Cluster(transport);
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
