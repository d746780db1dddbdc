package io.balsa.architecture;

import java.util.List;
import java.util.stream.Stream;

/// A module on the map.
///
/// @param folder where it lives, and its artifact id
/// @param packages the package that it owns, with all below it
/// @param uses folders of the modules that it may depend on
/// @param libraries packages from outside that it may depend on, or [#ANY]
record Module(String folder, String packages, List<String> uses, List<String> libraries) {
    static final List<String> ANY = List.of("..");
    private static final List<String> LANGUAGE = List.of("java..", "org.jspecify.annotations");

    /// All modules that others are built from. What only measures or tests others may use anything.
    static final List<Module> MAP =
            List.of(
                    module("raft-core", "io.balsa.raft.core..", List.of(), LANGUAGE),
                    module("raft-log", "io.balsa.raft.log..", List.of("raft-core"), LANGUAGE),
                    module(
                            "raft-node",
                            "io.balsa.raft.node..",
                            List.of("raft-core", "raft-log"),
                            with("org.slf4j")),
                    module(
                            "tls",
                            "io.balsa.tls..",
                            List.of(),
                            with(
                                    "org.slf4j",
                                    "javax.net.ssl",
                                    "javax.security.auth.x500",
                                    "io.grpc.util..",
                                    "io.netty..")),
                    module(
                            "raft-transport",
                            "io.balsa.raft.transport..",
                            List.of("raft-core", "raft-log", "raft-node", "tls"),
                            with("org.slf4j", "io.netty..", "com.google..")),
                    module(
                            "raft-grpc",
                            "io.balsa.raft.grpc..",
                            List.of("raft-core", "raft-log", "raft-node", "raft-transport", "tls"),
                            with("io.grpc..", "io.netty..", "com.google..")),
                    module(
                            "raft-http",
                            "io.balsa.raft.http..",
                            List.of("raft-core", "raft-log", "raft-node", "raft-transport", "tls"),
                            with("io.netty..", "javax.net.ssl..")),
                    module(
                            "raft-micrometer",
                            "io.balsa.raft.micrometer..",
                            List.of("raft-core", "raft-node"),
                            with("io.micrometer.core..")),
                    module(
                            "raft-member",
                            "io.balsa.raft.member..",
                            List.of(
                                    "raft-core",
                                    "raft-log",
                                    "raft-node",
                                    "raft-transport",
                                    "raft-grpc"),
                            with("org.slf4j")),
                    module(
                            "raft-testkit",
                            "io.balsa.raft.testkit..",
                            List.of("raft-core", "raft-log", "raft-node"),
                            with(
                                    "org.slf4j",
                                    "org.junit.jupiter..",
                                    "org.assertj..",
                                    "io.netty.pkitesting..")),
                    module(
                            "kv-store",
                            "io.balsa.kv.store..",
                            List.of("raft-core", "raft-log", "raft-node"),
                            with("org.slf4j")),
                    module("wire", "io.balsa.wire..", List.of(), ANY),
                    module(
                            "server",
                            "io.balsa.server..",
                            List.of(
                                    "raft-core",
                                    "raft-log",
                                    "raft-node",
                                    "raft-transport",
                                    "raft-grpc",
                                    "raft-http",
                                    "raft-micrometer",
                                    "tls",
                                    "kv-store",
                                    "wire"),
                            ANY),
                    module(
                            "client",
                            "io.balsa.client..",
                            List.of("tls", "wire"),
                            with("io.grpc..", "io.netty..", "com.google.protobuf..")),
                    module(
                            "cli",
                            "io.balsa.cli..",
                            List.of("server", "client", "tls", "wire"),
                            ANY));

    private static Module module(
            String folder, String packages, List<String> uses, List<String> libraries) {
        return new Module(folder, packages, uses, libraries);
    }

    private static List<String> with(String... libraries) {
        return Stream.concat(LANGUAGE.stream(), Stream.of(libraries)).toList();
    }

    /// The packages that classes of this module may name.
    String[] allowed() {
        var modules =
                MAP.stream()
                        .filter(other -> other.equals(this) || uses.contains(other.folder))
                        .map(Module::packages);
        return Stream.concat(modules, libraries.stream()).toArray(String[]::new);
    }

    /// The packages of ours that classes of this module may not name.
    String[] forbidden() {
        return MAP.stream()
                .filter(other -> !other.equals(this) && !uses.contains(other.folder))
                .map(Module::packages)
                .toArray(String[]::new);
    }

    @Override
    public String toString() {
        return folder;
    }
}
