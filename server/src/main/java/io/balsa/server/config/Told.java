package io.balsa.server.config;

/// One value of a configuration, as it counts.
///
/// @param value as it is written in TOML; empty when it is not set and has no default
/// @param place the file and line, the variable or the option it comes from, or "default"
public record Told(String key, String value, Layer layer, String place) {}
