package io.balsa.raft.testkit.property;

/// A property does not hold. An error, so that no member takes it for a failure of its own.
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1;

    private final String property;

    public Violation(String property, String message) {
        super(property + ": " + message);
        this.property = property;
    }

    public Violation(Class<?> property, String message) {
        this(property.getSimpleName(), message);
    }

    /// The name of the property.
    public String property() {
        return property;
    }
}
