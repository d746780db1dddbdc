/// Carries messages between the members of groups over HTTP/1.1.
///
/// Start at [io.balsa.raft.http.HttpTransport]. Here is only what gets frames from one process to
/// another; all else is in [io.balsa.raft.transport]. docs/peer-http.md has the requests.
@NullMarked
package io.balsa.raft.http;

import org.jspecify.annotations.NullMarked;
