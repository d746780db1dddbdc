/// Who may look after the group: start at [AdminGuard].
@NullMarked
package io.balsa.server.guard;

import org.jspecify.annotations.NullMarked;
