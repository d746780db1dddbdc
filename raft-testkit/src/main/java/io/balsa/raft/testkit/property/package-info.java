/// What must hold of a group whatever happens to it: one class per property.
///
/// Start with [Property], which says what can be seen of a group, and [Chronicle], which keeps what
/// became of each member's log. The global properties are those of the Raft paper's Figure 3, under
/// the names that the TLA+ specification of the Raft thesis gives them. The local ones are closer
/// to the causes: they are broken long before a global one is.
@NullMarked
package io.balsa.raft.testkit.property;

import org.jspecify.annotations.NullMarked;
