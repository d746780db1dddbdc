/// The command line, `balsa`. [Main] lists the commands.
@NullMarked
package io.balsa.cli;

import org.jspecify.annotations.NullMarked;
