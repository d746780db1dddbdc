/// `balsa put`, `get`, `range`, `cas` and `del`: single requests, each applied once.
@NullMarked
package io.balsa.cli.keys;

import org.jspecify.annotations.NullMarked;
