package io.balsa.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.Counter;
import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.KVGrpc.KVBlockingStub;
import io.balsa.wire.etcd.PutRequest;
import io.balsa.wire.etcd.RangeRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Map;

/// That what members are told makes a difference.
class ToldMembersTest {
    private static final ByteString KEY = ByteString.copyFromUtf8("key");

    @RegisterExtension final Members members = new Members();

    @Test
    void letALeaseConfirmReadsOnlyWhenToldTo() throws Exception {
        var strict = members.alone();
        read(strict);
        assertThat(strict.counters().of(Counter.READS_LEASE)).isZero();
        assertThat(strict.counters().of(Counter.READS_LINEARIZABLE)).isPositive();

        var counting = members.alone(Map.of("raft.lease_reads", "true"));
        read(counting);
        assertThat(counting.counters().of(Counter.READS_LEASE)).isPositive();
    }

    @Test
    void takeASnapshotAfterSoManyEntries() throws Exception {
        var server = members.alone(Map.of("snapshot.entries_max", "5"));
        for (var i = 0; i < 10; i++) {
            write(server);
        }

        Members.await(() -> server.state().log().snapshot().index() > 0);
    }

    @Test
    void takeASnapshotAfterSomeTime() throws Exception {
        var server =
                members.alone(
                        Map.of(
                                "snapshot.entries_max", "0",
                                "snapshot.bytes_max", "0",
                                "snapshot.checkpoint_interval_secs", "1"));
        write(server);

        Members.await(() -> server.state().log().snapshot().index() > 0);
    }

    @Test
    void writeFilesOfTheSizeTheyAreToldTo() throws Exception {
        var segmentBytes = 2 << 20;
        var folder = members.folder();
        var _ =
                members.alone(
                        Map.of(
                                "node.data_dir", folder.toString(),
                                "raft.log_segment_bytes", Integer.toString(segmentBytes)));

        try (var files = Files.list(folder.resolve("log"))) {
            assertThat(files.filter(file -> file.toFile().length() == segmentBytes)).hasSize(1);
        }
    }

    /// The one that nobody should rather lead than others leaves the leader's place to the third,
    /// and nobody is asked to take over.
    @Test
    void leadByTheirPriorities() throws Exception {
        var priorities = new String[] {"1", "0", "100"};
        var settings = members.settingsOfThree();
        for (var i = 0; i < priorities.length; i++) {
            settings.get(i).put("raft.priority", priorities[i]);
            settings.get(i).put("raft.transfer_on_shutdown", "false");
        }
        var servers = new ArrayList<>(members.startAll(settings));
        var first = servers.getFirst();
        write(first);
        for (var server : servers) {
            var last = first.state().lastEntry();
            Members.await(() -> server.state().lastEntry().equals(last));
        }
        var third = MemberId.of(3);
        if (!third.equals(first.state().leader())) {
            first.close();
            servers.remove(first);
        }

        for (var server : servers) {
            Members.await(() -> third.equals(server.state().leader()));
        }
    }

    private void read(Server server) {
        var _ = kv(server).range(RangeRequest.newBuilder().setKey(KEY).build());
    }

    private void write(Server server) {
        var _ = kv(server).put(PutRequest.newBuilder().setKey(KEY).setValue(KEY).build());
    }

    private KVBlockingStub kv(Server server) {
        return KVGrpc.newBlockingStub(members.channel(server));
    }
}
