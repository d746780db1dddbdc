/// The replicated key-value store: an ordered map with revisions, as a state machine.
module io.balsa.kv.store {
    requires static transitive org.jspecify;
    requires transitive io.balsa.raft.core;
    requires transitive io.balsa.raft.node;

    exports io.balsa.kv.store;
}
