package dev.imagesync;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between the rooms of the program go one way. */
class ArchitectureTest {

    private static final JavaClasses PROGRAM = new ClassFileImporter().importPath("target/classes");

    @Test
    void arrowsGoFromTheDoorsToTheValues() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("problem")
                .definedBy("dev.imagesync.problem")
                .layer("operation")
                .definedBy("dev.imagesync.operation")
                .layer("reference")
                .definedBy("dev.imagesync.reference")
                .layer("manifest")
                .definedBy("dev.imagesync.manifest")
                .layer("auth")
                .definedBy("dev.imagesync.auth")
                .layer("transport")
                .definedBy("dev.imagesync.transport")
                .layer("registry")
                .definedBy("dev.imagesync.registry")
                .layer("copy")
                .definedBy("dev.imagesync.copy")
                .layer("removal")
                .definedBy("dev.imagesync.removal")
                .layer("behaviour")
                .definedBy("dev.imagesync.behaviour")
                .layer("lifecycle")
                .definedBy("dev.imagesync.lifecycle")
                .layer("workload")
                .definedBy("dev.imagesync.workload")
                .layer("configuration")
                .definedBy("dev.imagesync.configuration")
                .layer("doors")
                .definedBy("dev.imagesync.pulumi..", "dev.imagesync.terraform..", "dev.imagesync.cli..")
                .whereLayer("problem")
                .mayNotAccessAnyLayer()
                .whereLayer("operation")
                .mayOnlyAccessLayers("problem")
                .whereLayer("reference")
                .mayOnlyAccessLayers("problem")
                .whereLayer("workload")
                .mayOnlyAccessLayers("problem", "reference")
                .whereLayer("manifest")
                .mayOnlyAccessLayers("problem", "reference")
                .whereLayer("auth")
                .mayOnlyAccessLayers("problem", "reference")
                .whereLayer("transport")
                .mayOnlyAccessLayers("problem", "operation", "reference", "auth")
                .whereLayer("registry")
                .mayOnlyAccessLayers("problem", "operation", "reference", "manifest", "transport")
                .whereLayer("copy")
                .mayOnlyAccessLayers("problem", "operation", "reference", "manifest", "transport", "registry")
                .whereLayer("removal")
                .mayOnlyAccessLayers("problem", "operation", "reference", "manifest", "transport", "registry")
                .whereLayer("behaviour")
                .mayOnlyAccessLayers("problem", "reference")
                .whereLayer("lifecycle")
                .mayOnlyAccessLayers(
                        "problem", "operation", "reference", "manifest", "behaviour", "registry", "copy", "removal")
                .whereLayer("configuration")
                .mayOnlyAccessLayers(
                        "problem", "operation", "reference", "behaviour", "auth", "transport", "registry", "lifecycle")
                .check(PROGRAM);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.imagesync.(*)..").should().beFreeOfCycles().check(PROGRAM);
    }

    /** Either could be taken out as a library of its own; only the Terraform door needs it. */
    @ParameterizedTest
    @ValueSource(strings = {"dev.imagesync.goplugin..", "dev.imagesync.tfvalues.."})
    void standsOnItsOwn(String room) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.imagesync..").and(not(resideInAPackage(room))))
                .check(PROGRAM);
        noClasses()
                .that()
                .resideOutsideOfPackages(room, "dev.imagesync.terraform..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(room)
                .check(PROGRAM);
    }

    @Test
    void onlyTransportKnowsTheHttpClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.imagesync.transport")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .check(PROGRAM);
    }

    @Test
    void onlyTheDoorsKnowTheEngines() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.imagesync.pulumi..", "dev.imagesync.terraform..", "dev.imagesync.goplugin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.grpc..",
                        "com.google.protobuf..",
                        "dev.imagesync.pulumi..",
                        "dev.imagesync.terraform..",
                        "dev.imagesync.goplugin..")
                .check(PROGRAM);
    }

    @Test
    void theDoorsDoNotKnowEachOther() {
        slices().matching("dev.imagesync.(pulumi|terraform|cli)..")
                .should()
                .notDependOnEachOther()
                .check(PROGRAM);
    }

    @Test
    void nothingKnowsJib() {
        // It serialises manifests anew, and so changes digests; it makes the images of the tests.
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.cloud.tools.jib..")
                .check(PROGRAM);
    }
}
