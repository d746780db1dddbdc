/// What a member must not forget: the log, the ballot, and the files that hold them.
@NullMarked
package io.balsa.raft.log;

import org.jspecify.annotations.NullMarked;
