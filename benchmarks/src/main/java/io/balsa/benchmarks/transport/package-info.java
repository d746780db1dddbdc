/// What it costs to carry messages between members.
@NullMarked
package io.balsa.benchmarks.transport;

import org.jspecify.annotations.NullMarked;
