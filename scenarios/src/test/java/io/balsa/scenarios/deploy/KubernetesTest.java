package io.balsa.scenarios.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.server.config.ServerConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Pods and what is around them.
class KubernetesTest {
    private static final Image IMAGE = Image.ofTheRepository();
    private static final Yaml SET = Yaml.documents("kubernetes/base/statefulset.yaml").getFirst();
    private static final Yaml CONTAINER = SET.at("spec.template.spec.containers.0");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"startupProbe", "livenessProbe", "readinessProbe"})
    void probesAskWhatMembersServe(String name) throws Exception {
        var get = CONTAINER.at(name).at("httpGet");
        var path = get.at("path").text();

        assertThat(Routes.all()).contains(path.replaceFirst("\\?.*", ""));
        assertThat(port(get.at("port").text())).isEqualTo(probed(member(0, "configuration")));
        // Without it, the answer is 200 either way.
        assertThat(path.endsWith("?status")).isEqualTo(path.startsWith("/ready"));
    }

    @Test
    void servicesLeadToPortsOfThePods() throws Exception {
        var member = member(0, "configuration");
        for (var service : Yaml.documents("kubernetes/base/services.yaml")) {
            for (var port : service.at("spec.ports").items()) {
                assertThat(port(port.at("targetPort").text()))
                        .isEqualTo(Integer.parseInt(port.at("port").text()));
            }
        }
        assertThat(port("clients")).isEqualTo(member.http().listen().port());
        assertThat(port("members")).isEqualTo(member.node().listen().port());
        var names =
                Yaml.documents("kubernetes/base/services.yaml").stream()
                        .map(service -> service.at("metadata.name").text());
        assertThat(names).contains(SET.at("spec.serviceName").text());
    }

    @Test
    void theFirstThreeFoundOneClusterAndTheFourthJoinsIt() throws Exception {
        var clusters = new TreeSet<String>();
        for (var pod = 0; pod < 4; pod++) {
            var member = member(pod, "configuration");
            var all = new TreeSet<String>();
            member.cluster().peers().forEach(peer -> all.add(peer.id() + "=" + peer.address()));
            if (pod < 3) {
                all.add(member.node().id() + "=" + member.node().advertised());
            }
            clusters.add(member.cluster().name() + all);
            assertThat(member.node().id().value()).isEqualTo(pod + 1);
            assertThat(member.cluster().bootstrap()).isEqualTo(pod == 0);
            assertThat(member.cluster().isJoining()).isEqualTo(pod == 3);
        }

        assertThat(clusters).hasSize(1);
    }

    @Test
    void theFailoverScenarioFoundsByRequests() throws Exception {
        for (var pod = 0; pod < 3; pod++) {
            var cluster = member(pod, "request").cluster();

            assertThat(cluster.bootstrap()).isFalse();
            assertThat(cluster.isJoining()).isEqualTo(pod > 0);
            assertThat(cluster.peers()).hasSize(pod > 0 ? 1 : 0);
        }
        // What the overlay puts "request" in place of.
        assertThat(CONTAINER.at("env.2.name").text()).isEqualTo("FOUNDING");
    }

    @Test
    void dataOutlivesAPodAndAPodHasTimeToEnd() throws Exception {
        var member = member(0, "configuration");
        var mounted =
                CONTAINER.at("volumeMounts").items().stream()
                        .filter(mount ->
                                mount.at("mountPath")
                                        .text()
                                        .equals(member.node().dataDirectory().toString()))
                        .map(mount -> mount.at("name").text());
        var seconds = SET.at("spec.template.spec.terminationGracePeriodSeconds").text();

        assertThat(mounted)
                .containsExactly(SET.at("spec.volumeClaimTemplates.0.metadata.name").text());
        assertThat(Duration.ofSeconds(Long.parseLong(seconds)))
                .isGreaterThan(Duration.ofNanos(member.raft().farewell().patienceNanos()));
        assertThat(member.raft().farewell().handsOver()).isTrue();
        assertThat(
                        Yaml.documents("kubernetes/base/disruption.yaml")
                                .getFirst()
                                .at("spec.maxUnavailable")
                                .text())
                .isEqualTo("1");
    }

    /// The port that is asked in the clear, whatever clients need.
    private static int probed(ServerConfig member) {
        var probes = member.metrics().ownPort(member.http().listen());
        assertThat(probes).isNotNull();
        return probes == null ? 0 : probes.port();
    }

    private static int port(String name) {
        return CONTAINER.at("ports").items().stream()
                .filter(port -> port.at("name").text().equals(name))
                .map(port -> Integer.parseInt(port.at("containerPort").text()))
                .findFirst()
                .orElseThrow();
    }

    /// What the member of a pod is told in the end.
    private ServerConfig member(int pod, String founding) throws Exception {
        var settings = new TreeMap<>(settings("kubernetes/base/kustomization.yaml"));
        if (founding.equals("request")) {
            settings.putAll(settings("kubernetes/failover/kustomization.yaml"));
        }
        var told = started(pod, founding);
        told.putAll(settings);
        return IMAGE.member(told);
    }

    private static Map<String, String> settings(String file) {
        var settings = new TreeMap<String, String>();
        for (var map : Yaml.documents(file).getFirst().at("configMapGenerator").items()) {
            if (map.has("literals")) {
                for (var literal : map.at("literals").items()) {
                    var parts = literal.text().split("=", 2);
                    settings.put(parts[0], parts[1]);
                }
            }
        }
        return settings;
    }

    /// Runs the script of a pod, with a `balsa` that says what it was told.
    private Map<String, String> started(int pod, String founding) throws Exception {
        var balsa = folder.resolve("balsa");
        Files.writeString(balsa, "#!/bin/sh\necho \"command=$*\"\nenv\n");
        Files.setPosixFilePermissions(balsa, PosixFilePermissions.fromString("rwx------"));
        var script = Yaml.DEPLOY.resolve("kubernetes", "base", "start.sh").toString();
        var builder = new ProcessBuilder(List.of("/bin/sh", script)).redirectErrorStream(true);
        var environment = builder.environment();
        var path = environment.get("PATH");
        environment.clear();
        environment.put("PATH", folder + ":" + path);
        environment.put("POD_NAME", "balsa-" + pod);
        environment.put("MEMBERS", CONTAINER.at("env.1.value").text());
        environment.put("FOUNDING", founding);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).startsWith("command=serve\n");
        var told = new TreeMap<String, String>();
        output.lines()
                .filter(line -> line.startsWith("BALSA_"))
                .forEach(line -> {
                    var parts = line.split("=", 2);
                    told.put(parts[0], parts[1]);
                });
        return told;
    }
}
