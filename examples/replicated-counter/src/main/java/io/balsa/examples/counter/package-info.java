/// A number that a group of processes keeps: the smallest program that replicates something.
@NullMarked
package io.balsa.examples.counter;

import org.jspecify.annotations.NullMarked;
