/// What a member is told before it starts: a TOML file, and settings given beside it that win over
/// the file.
///
/// Start with [ServerConfig], the result. [ConfigReader] makes it, and has every mistake reported
/// at once, with file and line. A key that nobody asks for is a mistake, so there is no list of
/// keys to keep: what is read is what is known.
@NullMarked
package io.balsa.server.config;

import org.jspecify.annotations.NullMarked;
