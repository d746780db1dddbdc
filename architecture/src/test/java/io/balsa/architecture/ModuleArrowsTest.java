package io.balsa.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;

/// Dependencies follow the arrows of ARCHITECTURE.md.
class ModuleArrowsTest {
    static final List<Module> MAP = Module.MAP;

    /// These stand on top: nothing depends on them, and they may use anything.
    private static final List<String> ON_TOP =
            List.of(
                    "scenarios",
                    "benchmarks",
                    "architecture",
                    "examples/replicated-counter",
                    "examples/matching-engine");

    @ParameterizedTest
    @FieldSource("MAP")
    void usesOnlyWhatTheArrowsAllow(Module module) {
        if (module.libraries().equals(Module.ANY)) {
            noClasses()
                    .that()
                    .resideInAPackage(module.packages())
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(module.forbidden())
                    .allowEmptyShould(true)
                    .check(Classes.BALSA);
        } else {
            classes()
                    .that()
                    .resideInAPackage(module.packages())
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(module.allowed())
                    .allowEmptyShould(true)
                    .check(Classes.BALSA);
        }
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("io.balsa.(**)").should().beFreeOfCycles().check(Classes.BALSA);
    }

    @Test
    void everyModuleHasAPlaceOnTheMap() {
        var onTheMap = MAP.stream().map(Module::folder).toList();

        assertThat(SourceTree.modules())
                .filteredOn(module -> !ON_TOP.contains(module) && !onTheMap.contains(module))
                .isEmpty();
    }
}
