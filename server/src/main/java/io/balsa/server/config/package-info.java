/// What a member is told before it starts: a TOML file, variables of the environment that win over
/// it, and options of the command line that win over both.
///
/// Start with [ServerConfig], the result. [ConfigReader] makes it, and has every mistake reported
/// at once, each with its file and line, variable or option. A key that nobody asks for is a
/// mistake, so there is no list of keys to keep: what is read is what is known. The reader asks for
/// every key, and leaves behind what counts for each and why ([Told]).
@NullMarked
package io.balsa.server.config;

import org.jspecify.annotations.NullMarked;
