package io.balsa.server.config;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// A configuration that no member can start with: all of its mistakes, a line each.
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // A copy made by List.of, which can be serialized.
    private final List<ConfigProblem> problems;

    ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }
}
