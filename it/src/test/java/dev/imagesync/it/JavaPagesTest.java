package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java of the pages. A block with a class is a program, and the real engine runs it; another one is a part of a program, and is
 * compiled where it belongs: settings that begin with a dot behind {@code ImageSyncArgs.builder()}, what names {@code this} in a
 * stack of CDK for Terraform, everything else in a program of Pulumi.
 */
class JavaPagesTest {

    private static final String CLASSPATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private static final String PULUMI =
            """
            import com.pulumi.*;
            import com.pulumi.core.*;
            import com.pulumi.resources.*;
            import dev.imagesync.*;
            import dev.imagesync.inputs.*;
            import java.time.Duration;
            import java.util.*;

            class Part {
                void stack(Context ctx, ImageSyncArgs args) {
            %s
                }
            }
            """;
    private static final String CDKTF =
            """
            import dev.imagesync.cdktf.*;

            class Part extends com.hashicorp.cdktf.TerraformStack {
                Part(software.constructs.Construct scope) {
                    super(scope, "part");
            %s
                }
            }
            """;

    @TempDir
    Path folder;

    static Stream<Fence> programs() {
        return Fence.withoutRepetitions(Fence.of("java").filter(JavaPagesTest::isProgram));
    }

    static Stream<Fence> parts() {
        return Fence.of("java").filter(fence -> !isProgram(fence));
    }

    private static boolean isProgram(Fence fence) {
        return fence.text().contains("public class App");
    }

    @ParameterizedTest
    @MethodSource("parts")
    void thePartCompiles(Fence fence) throws IOException {
        compile(Files.writeString(folder.resolve("Part.java"), program(fence.text())));
    }

    private void compile(Path source) throws IOException {
        StringWriter told = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiles = compiler.getTask(
                            told,
                            files,
                            null,
                            List.of("-proc:none", "-cp", CLASSPATH, "-d", folder.toString()),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(compiles).as(told::toString).isTrue();
        }
    }

    private static String program(String part) {
        if (part.startsWith(".")) {
            return PULUMI.formatted("ImageSyncArgs.builder()\n" + part + ";");
        }
        return part.contains("(this, ") ? CDKTF.formatted(part) : PULUMI.formatted(part);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theProgramRuns(Fence fence) throws Exception {
        try (PageRegistries registries = new PageRegistries()) {
            compile(Files.writeString(folder.resolve("App.java"), registries.rewritten(fence.text())));
            standInForMaven();
            Shell shell = Shell.in(folder).withProject("name: page\nruntime: java\n");
            shell.run("pulumi up --skip-preview");
            assertThat(shell.run("pulumi stack output --json"))
                    .containsAnyOf(registries.image().root().digest(), "linux/amd64", "1.36");
        }
    }

    /** The language host calls {@code mvnw} of a project; this one starts the program that was compiled already. */
    private void standInForMaven() throws IOException {
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Path script = Files.writeString(
                folder.resolve("mvnw"),
                """
                #!/bin/sh
                case "$*" in
                *bootstrap*) echo '[]' ;;
                *exec:java*) exec "%s" -Djava.util.concurrent.ForkJoinPool.common.parallelism=4 -cp ".:%s" App ;;
                esac
                """
                        .formatted(Path.of(System.getProperty("java.home"), "bin/java"), CLASSPATH));
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }
}
