package io.balsa.benchmarks.group;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/// What this process has used since it started.
record Usage(long cpuNanos, long allocatedBytes, long syncs) {
    static Usage soFar(long syncs) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        return new Usage(system.getProcessCpuTime(), threads.getTotalThreadAllocatedBytes(), syncs);
    }

    Usage since(Usage earlier) {
        return new Usage(
                cpuNanos - earlier.cpuNanos,
                allocatedBytes - earlier.allocatedBytes,
                syncs < 0 ? -1 : syncs - earlier.syncs);
    }
}
