/// The Raft protocol as a deterministic state machine. It needs nothing but the language.
module io.balsa.raft.core {
    requires static transitive org.jspecify;

    exports io.balsa.raft.core;
}
