/// Proves members right: a simulator of whole groups, and contracts to test implementations with.
module io.balsa.raft.testkit {
    requires transitive io.balsa.raft.node;
    requires static transitive org.jspecify;
    requires transitive org.junit.jupiter.api;
    requires static io.netty.pkitesting;
    requires org.assertj.core;
    requires org.slf4j;

    exports io.balsa.raft.testkit.contract;
    exports io.balsa.raft.testkit.certificate;
    exports io.balsa.raft.testkit.history;
    exports io.balsa.raft.testkit.network;
    exports io.balsa.raft.testkit.property;
    exports io.balsa.raft.testkit.simulation;
    exports io.balsa.raft.testkit.world;
}
