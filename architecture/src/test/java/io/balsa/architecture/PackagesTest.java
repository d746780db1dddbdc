package io.balsa.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every package says where to start reading, and takes part in the null checks.
class PackagesTest {
    private static final Pattern NOT_A_CONCEPT =
            Pattern.compile(".*/(impl|utils?|common|internal)");

    /// Stubs that a program made know nothing of null checks.
    private static final Pattern GENERATED = Pattern.compile("wire/.*");

    @Test
    void everyPackageSaysWhatItIs() {
        assertThat(packages())
                .filteredOn(folder -> !introduction(folder).startsWith("///"))
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(packages())
                .filteredOn(folder -> !GENERATED.matcher(folder).matches())
                .filteredOn(folder -> !introduction(folder).contains("@NullMarked"))
                .isEmpty();
    }

    @Test
    void noPackageIsNamedForNothing() {
        assertThat(packages())
                .filteredOn(folder -> NOT_A_CONCEPT.matcher(folder).matches())
                .isEmpty();
    }

    /// Tests in a package of their own introduce it; others share the page of what they test.
    private static String introduction(String folder) {
        return Stream.of(folder, folder.replace("src/test/java", "src/main/java"))
                .map(place -> SourceTree.ROOT.resolve(place, "package-info.java"))
                .filter(Files::exists)
                .findFirst()
                .map(SourceTree::read)
                .orElse("");
    }

    private static Stream<String> packages() {
        return SourceTree.withExtension("java").stream()
                .filter(file -> !file.endsWith("module-info.java"))
                .map(file -> SourceTree.name(file.resolve("..").normalize()))
                .filter(folder -> folder.contains("src/"))
                .distinct();
    }
}
