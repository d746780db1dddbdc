/// The etcd v3 API, as far as it is served: its words on one side, the store's on the other.
///
/// Start with [EtcdKv]. What etcd's clients tell apart are status codes and messages, so these are
/// etcd's own ([EtcdErrors]). What is not supported is refused, never ignored.
@NullMarked
package io.balsa.server.etcd;

import org.jspecify.annotations.NullMarked;
