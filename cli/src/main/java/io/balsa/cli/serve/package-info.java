/// `balsa serve`: one member, from the command line to its end.
@NullMarked
package io.balsa.cli.serve;

import org.jspecify.annotations.NullMarked;
