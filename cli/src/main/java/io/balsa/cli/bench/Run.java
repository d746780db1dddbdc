package io.balsa.cli.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.management.OperatingSystemMXBean;

import io.balsa.cli.bench.Plan.Load;
import io.balsa.cli.console.Failure;

import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;

/// One plan against one target: fill, warm up, measure.
final class Run {
    /// How often progress is shown, and late requests are looked for.
    private static final long LAP_NANOS = SECONDS.toNanos(1);

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Target target;
    private final Plan plan;
    private final Progress progress;

    Run(Target target, Plan plan, Progress progress) {
        this.target = target;
        this.plan = plan;
        this.progress = progress;
    }

    /// @throws Failure if the target does not answer, or keys to read cannot be written before
    Result result() throws InterruptedException {
        try (var connections = Connections.open(target, plan.load(), plan.security())) {
            if (plan.fill() != null) {
                var keys = plan.fill().space().keys();
                requireSuccess(
                        phase("fill", plan.fill(), connections).untilAnswered(keys), "filling");
            }
            if (plan.length().warmup().isPositive()) {
                requireSuccess(
                        phase("warm-up", plan.workload(), connections)
                                .forAtMost(plan.length().warmup().toNanos(), Long.MAX_VALUE),
                        "warming up");
            }
            return phase("", plan.workload(), connections)
                    .forAtMost(plan.length().duration().toNanos(), plan.length().requests());
        } finally {
            progress.clear();
        }
    }

    private <Q, A> Phase<Q, A> phase(String name, Workload<Q, A> workload, Connections all) {
        return new Phase<>(name, workload, all);
    }

    private void requireSuccess(Result result, String doing) {
        if (result.answers() == 0 && !result.failures().isEmpty()) {
            throw Failure.unreachable(
                    "%s failed: %s at %s answered nothing (%s). Are the members running?"
                            .formatted(doing, target.name(), endpoints(), reasons(result)));
        }
    }

    private String endpoints() {
        return target.endpoints().stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static String reasons(Result result) {
        return result.failures().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().message())
                .collect(Collectors.joining("; "));
    }

    private final class Phase<Q, A> {
        private final String name;
        private final Workload<Q, A> workload;
        private final Connections connections;
        private final Meter meter = new Meter();
        private final Load load = plan.load();

        Phase(String name, Workload<Q, A> workload, Connections connections) {
            this.name = name;
            this.workload = workload;
            this.connections = connections;
        }

        Result untilAnswered(long requests) throws InterruptedException {
            return forAtMost(Long.MAX_VALUE / 2, requests);
        }

        /// Throughput counts what was answered while the generator was pressing. What was still in
        /// flight then counts in latency and failures alone, so that one stuck request does not
        /// stretch the time.
        Result forAtMost(long nanosMax, long requestsMax) throws InterruptedException {
            var size = new ClosedLoop.Size(load.clients(), requestsMax);
            var loop = new ClosedLoop<>(workload, connections, meter, size);
            var cpuStart = SYSTEM.getProcessCpuTime();
            var start = System.nanoTime();
            loop.start();
            keepGoing(loop, start, nanosMax);
            loop.stop();
            meter.lap();
            var elapsed = System.nanoTime() - start;
            var cpu = SYSTEM.getProcessCpuTime() - cpuStart;
            var answersInTime = meter.total().getTotalCount();
            drain(loop);
            meter.lap();
            return new Result(
                    target.name(),
                    new Result.Pace(answersInTime, elapsed, cpu),
                    meter.total(),
                    meter.failures());
        }

        private void keepGoing(ClosedLoop<Q, A> loop, long start, long nanosMax)
                throws InterruptedException {
            var lapStart = start;
            while (!loop.awaitEnd(Math.min(LAP_NANOS, start + nanosMax - System.nanoTime()))) {
                var now = System.nanoTime();
                loop.cutOff(load.patience().toNanos());
                var lap = meter.lap();
                progress.show(target.name() + " " + name, now - start, now - lapStart, lap, meter);
                lapStart = now;
                if (now - start >= nanosMax) {
                    return;
                }
            }
        }

        private void drain(ClosedLoop<Q, A> loop) throws InterruptedException {
            while (!loop.awaitEnd(LAP_NANOS / 10)) {
                loop.cutOff(load.patience().toNanos());
            }
        }
    }
}
