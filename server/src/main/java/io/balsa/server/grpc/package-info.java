/// Balsa's own gRPC services, whose contract is in the module `wire`, package `balsa.v1`.
///
/// Start with [KvService] and [AdminService]; [Errors] is what clients learn of failures.
@NullMarked
package io.balsa.server.grpc;

import org.jspecify.annotations.NullMarked;
