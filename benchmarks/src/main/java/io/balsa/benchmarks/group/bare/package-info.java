/// The least that any group has to do, as a yardstick.
@NullMarked
package io.balsa.benchmarks.group.bare;

import org.jspecify.annotations.NullMarked;
