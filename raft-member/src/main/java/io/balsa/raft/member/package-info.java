/// A member with everything it needs: the usual way to embed Balsa, and the one dependency for it.
///
/// Start at [RaftMember]. It puts together what the other modules offer: a data directory with a
/// segmented log, a transport over gRPC, threads, and the node that runs on them. Whoever needs
/// another part gives it to [RaftMemberBuilder], or puts everything together as this package does.
@NullMarked
package io.balsa.raft.member;

import org.jspecify.annotations.NullMarked;
