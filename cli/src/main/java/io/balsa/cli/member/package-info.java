/// Where members are, and how a client reaches them.
@NullMarked
package io.balsa.cli.member;

import org.jspecify.annotations.NullMarked;
