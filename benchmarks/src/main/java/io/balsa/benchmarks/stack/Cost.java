package io.balsa.benchmarks.stack;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/// What a process has used since it started.
record Cost(long cpuNanos, long allocatedBytes) {
    static Cost soFar() {
        var system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getProcessCpuTime();
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        return new Cost(system, threads.getTotalThreadAllocatedBytes());
    }

    /// Reads what [#toString] wrote.
    static Cost parse(String line) {
        var blank = line.indexOf(' ');
        return new Cost(
                Long.parseLong(line.substring(0, blank)),
                Long.parseLong(line.substring(blank + 1)));
    }

    Cost since(Cost earlier) {
        return new Cost(cpuNanos - earlier.cpuNanos, allocatedBytes - earlier.allocatedBytes);
    }

    @Override
    public String toString() {
        return cpuNanos + " " + allocatedBytes;
    }
}
