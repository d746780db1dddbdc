/// How fast a disk makes data durable, bare and under the log. Start with [DiskComparison].
@NullMarked
package io.balsa.benchmarks.disk;

import org.jspecify.annotations.NullMarked;
