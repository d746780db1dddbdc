/// What clients know of members: where they listen.
@NullMarked
package io.balsa.client;

import org.jspecify.annotations.NullMarked;
