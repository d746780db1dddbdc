package io.balsa.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.cli.console.Json;

/// A [Result] for programs.
final class ResultJson {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    private ResultJson() {}

    static ObjectNode of(Result result) {
        var json = Json.object();
        json.put("target", result.target());
        json.put("elapsed_seconds", rounded(result.pace().elapsedNanos() / 1e9));
        json.put("requests", result.answers());
        json.put("throughput_per_second", rounded(result.perSecond()));
        var latency = json.putObject("latency_ms");
        for (var percentile : PERCENTILES) {
            latency.put(name(percentile), rounded(result.millis(percentile)));
        }
        latency.put("max", rounded(result.maxMillis()));
        latency.put("mean", rounded(result.latencyNanos().getMean() / 1e6));
        var failures = json.putObject("failures");
        result.failures().forEach((status, failed) -> failures.put(status, failed.times()));
        json.put("generator_cpu_seconds", rounded(result.pace().cpuNanos() / 1e9));
        return json;
    }

    /// What was asked for, to keep beside what came of it.
    static ObjectNode of(Plan plan) {
        var json = Json.object();
        json.put("clients", plan.load().clients());
        json.put("connections", plan.load().connections());
        json.put("threads", plan.load().threads());
        switch (plan.workload()) {
            case Workload.Puts(var space, var value) -> {
                json.put("operation", "put");
                json.put("keys", space.keys());
                json.put("key_bytes", space.keyBytes());
                json.put("value_bytes", value.size());
            }
            case Workload.Fill _ -> json.put("operation", "fill");
            case Workload.Gets(var space, var serializable) -> {
                json.put("operation", "get");
                json.put("consistency", serializable ? "serializable" : "linearizable");
                json.put("keys", space.keys());
                json.put("key_bytes", space.keyBytes());
            }
        }
        return json;
    }

    private static String name(double percentile) {
        return percentile == Math.rint(percentile)
                ? "p%d".formatted((long) percentile)
                : "p" + percentile;
    }

    /// To a thousandth: more is noise.
    private static double rounded(double number) {
        return Math.round(number * 1e3) / 1e3;
    }
}
