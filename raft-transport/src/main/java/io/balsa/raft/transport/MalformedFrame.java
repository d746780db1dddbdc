package io.balsa.raft.transport;

/// A frame that makes no sense. Its stream is closed; none of its messages is delivered.
final class MalformedFrame extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    MalformedFrame(String why) {
        super(why);
        this.why = why;
    }

    MalformedFrame(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
        this.why = what + ": " + cause.getMessage();
    }

    String why() {
        return why;
    }

    static void demand(boolean condition, String rule) throws MalformedFrame {
        if (!condition) {
            throw new MalformedFrame("broken rule: " + rule);
        }
    }
}
