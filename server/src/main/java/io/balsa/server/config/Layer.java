package io.balsa.server.config;

/// Where a value of a configuration comes from: each wins over those before it.
public enum Layer {
    DEFAULT,
    FILE,
    VARIABLE,
    OPTION
}
