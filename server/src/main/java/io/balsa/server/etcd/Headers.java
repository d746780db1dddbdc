package io.balsa.server.etcd;

import io.balsa.raft.core.MemberId;
import io.balsa.wire.etcd.ResponseHeader;

/// Makes what every answer begins with.
///
/// @param cluster id of the cluster
/// @param member who answers
public record Headers(long cluster, MemberId member) {
    ResponseHeader of(long term, long revision) {
        return ResponseHeader.newBuilder()
                .setClusterId(cluster)
                .setMemberId(member.value())
                .setRevision(revision)
                .setRaftTerm(term)
                .build();
    }

    /// Of an answer that has nothing to do with the store.
    ResponseHeader of(long term) {
        return of(term, 0);
    }
}
