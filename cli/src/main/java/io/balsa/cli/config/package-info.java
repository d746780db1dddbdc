/// What a member is told on the command line, and `balsa config`, which shows what counts.
@NullMarked
package io.balsa.cli.config;

import org.jspecify.annotations.NullMarked;
