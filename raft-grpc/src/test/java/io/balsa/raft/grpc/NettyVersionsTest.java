package io.balsa.raft.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a program gets that depends on this module.
class NettyVersionsTest {
    private static final Pattern NETTY = Pattern.compile("(netty-[a-z0-9-]+?)-\\d.*\\.jar");

    /// Only what this module names has the version that it was tested with: the versions of the
    /// parent hold for our own build alone.
    @Test
    void namesEveryPartOfNettySoThatItHasOneVersionForEmbeddersToo() throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));

        assertThat(partsOfNetty()).hasSizeGreaterThan(5);
        assertThat(partsOfNetty())
                .allSatisfy(part -> assertThat(pom).contains("<artifactId>" + part + "<"));
    }

    private static List<String> partsOfNetty() {
        return Stream.of("java.class.path", "jdk.module.path")
                .map(path -> System.getProperty(path, ""))
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator, -1)))
                .map(file -> NETTY.matcher(Path.of(file).getFileName().toString()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .distinct()
                .toList();
    }
}
