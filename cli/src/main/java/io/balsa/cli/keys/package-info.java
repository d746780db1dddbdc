/// `balsa put`, `get` and `del`: single requests to whichever member answers first.
@NullMarked
package io.balsa.cli.keys;

import org.jspecify.annotations.NullMarked;
