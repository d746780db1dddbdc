package io.balsa.scenarios;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A cluster for each test. When the test fails, its members' logs are printed.
final class ClusterFixture implements BeforeEachCallback, AfterEachCallback {
    private @Nullable Cluster cluster;

    Cluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("only within a test");
        }
        return cluster;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        cluster = new Cluster();
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
