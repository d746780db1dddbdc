/// What the families of HTTP routes have in common: JSON in and out, and failures before they take
/// the form of a family. Each family has a package of its own, with a table of its routes.
///
/// Start with [Replies], which turns what the store and the group say into answers.
@NullMarked
package io.balsa.server.http;

import org.jspecify.annotations.NullMarked;
