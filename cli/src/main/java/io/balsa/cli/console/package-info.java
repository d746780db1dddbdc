/// How commands speak with whoever started them: exit codes, failures, tables, JSON.
@NullMarked
package io.balsa.cli.console;

import org.jspecify.annotations.NullMarked;
