/// What clusters of real processes go through: members are killed, paused and stopped, and no
/// acknowledged write is lost.
///
/// [FailoverTest] tells the stories, and [ScriptsTest] has `scripts` tell theirs. A [Cluster]
/// starts a [MemberProcess] for each member, with the command line's own `serve`, and speaks with
/// them through HTTP and gRPC as any client does.
@NullMarked
package io.balsa.scenarios;

import org.jspecify.annotations.NullMarked;
