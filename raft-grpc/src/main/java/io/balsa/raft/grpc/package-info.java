/// Carries messages between the members of groups over gRPC.
///
/// Start at [io.balsa.raft.grpc.GrpcTransport]. Here is only what gets frames from one process to
/// another; all else is in [io.balsa.raft.transport].
@NullMarked
package io.balsa.raft.grpc;

import org.jspecify.annotations.NullMarked;
