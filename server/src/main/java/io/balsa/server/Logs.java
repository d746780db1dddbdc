package io.balsa.server;

import org.slf4j.bridge.SLF4JBridgeHandler;

/// The logging of the process.
public final class Logs {
    private Logs() {}

    /// Leads what libraries log with `java.util.logging` to the same place as everything else. For
    /// a program that is a member and nothing more; call it first.
    public static void install() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
