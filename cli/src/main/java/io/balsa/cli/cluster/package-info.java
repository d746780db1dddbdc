/// `balsa cluster`: looks at a group, and changes who belongs to it and who leads.
///
/// Changes are checked against what the leader knows before they are asked for, because a group
/// that lost its majority to a slip of the hand takes no further change. Start with [Survey].
@NullMarked
package io.balsa.cli.cluster;

import org.jspecify.annotations.NullMarked;
