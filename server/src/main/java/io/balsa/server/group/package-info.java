/// What operators do with a member's group, whatever protocol they speak.
///
/// Start with [Group].
@NullMarked
package io.balsa.server.group;

import org.jspecify.annotations.NullMarked;
