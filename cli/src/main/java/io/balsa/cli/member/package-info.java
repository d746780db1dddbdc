/// Where members are, how a command talks with them, and what to do when that fails.
@NullMarked
package io.balsa.cli.member;

import org.jspecify.annotations.NullMarked;
