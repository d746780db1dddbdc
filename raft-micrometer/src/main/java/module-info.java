/// Shows what a member does as Micrometer's meters.
module io.balsa.raft.micrometer {
    requires transitive io.balsa.raft.node;
    requires static transitive org.jspecify;
    requires transitive micrometer.core;

    exports io.balsa.raft.micrometer;
}
