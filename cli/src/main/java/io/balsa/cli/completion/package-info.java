/// `balsa completion`: what a shell needs to complete a command line.
@NullMarked
package io.balsa.cli.completion;

import org.jspecify.annotations.NullMarked;
