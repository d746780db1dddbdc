/// Groups of Balsa to measure.
@NullMarked
package io.balsa.benchmarks.group.balsa;

import org.jspecify.annotations.NullMarked;
