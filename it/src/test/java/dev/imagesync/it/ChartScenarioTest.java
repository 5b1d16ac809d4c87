package dev.imagesync.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.Example;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.PinnedTools;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The images of a chart, which real Helm renders, and of a kustomization, which real kustomize builds. The chart has what charts have
 * that people install: a sub-chart, hooks, a CRD and its object, and images that are put together of values.
 */
@Tag("long")
class ChartScenarioTest {

    private static final Path CHART =
            Path.of("src/test/resources/charts/platform").toAbsolutePath();
    private static final Pattern IMAGE = Pattern.compile("^ *(?:- )?image: \"?([^\"{}\\s]+)\"?$", Pattern.MULTILINE);
    private static final Pattern HOOK = Pattern.compile("helm\\.sh/hook: ");

    /** The images of the chart. */
    private static final List<String> PLATFORM = List.of(
            "library/web:1.0", "library/cache:8", "team/exporter:v2", "team/migration:3", "prometheus/prometheus:v3");

    /** The images of the examples. */
    private static final List<String> EXAMPLES = List.of("library/busybox:1.36", "library/alpine:3.22");

    @TempDir
    Path folder;

    private final FakeRegistry upstream = FakeRegistry.start();
    private final FakeRegistry mirror = FakeRegistry.start();
    private Shell shell;

    @BeforeEach
    void fill() throws IOException {
        for (String image : Stream.of(PLATFORM, EXAMPLES).flatMap(List::stream).toList()) {
            image(image).pushTo(upstream.content(), image.split(":")[0], image.split(":")[1]);
        }
        shell = Shell.in(folder);
    }

    @AfterEach
    void stop() {
        upstream.close();
        mirror.close();
    }

    private static ImageGraph image(String name) {
        return ImageGraphs.ofContent(name);
    }

    /** The command by which Helm renders the chart, with its images at the upstream. */
    private String template(String helm, String more) {
        return "%s template r %s --include-crds --set global.imageRegistry=%s --set migration.image=%s %s"
                .formatted(PinnedTools.bin(helm), CHART, upstream.host(), upstream.host() + "/team/migration:3", more);
    }

    /** What Helm rendered; what it told besides is in a file. */
    private String rendered(String helm, String more) throws IOException {
        return shell.run(template(helm, more) + " 2>helm.txt");
    }

    private static List<String> images(String manifests) {
        return IMAGE.matcher(manifests).results().map(each -> each.group(1)).toList();
    }

    private String repository(String image) {
        return "mirror/" + upstream.host().replace(':', '_') + "/" + image.split(":")[0];
    }

    private String pull(String image) {
        return mirror.host() + "/" + repository(image) + "@"
                + image(image).root().digest();
    }

    /** What was rendered, with every image replaced. */
    private String mirrored(String manifests) {
        String expected = manifests;
        for (String image : PLATFORM) {
            expected = expected.replace(upstream.host() + "/" + image, pull(image));
        }
        return expected;
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm3", "helm4"})
    void aListOfTheChartsImagesIsMirrored(String helm) throws IOException {
        String manifests = rendered(helm, "");
        assertThat(images(manifests)).as("the chart is what it is meant to be").hasSize(8);
        Files.writeString(folder.resolve("chart.yaml"), manifests);
        shell.run("imagesync images chart.yaml | imagesync copy --from - --to " + mirror.host() + "/mirror");
        for (String image : PLATFORM) {
            assertThat(image(image).differencesIn(mirror.content(), repository(image), image.split(":")[1]))
                    .as(image)
                    .isEmpty();
        }
        assertThat(shell.run("imagesync render --mirror " + mirror.host() + "/mirror chart.yaml"))
                .as("nothing but the images changes")
                .isEqualTo(mirrored(manifests));
    }

    @Test
    void asPostRendererOfHelm3TheChartRunsTheMirrorsImages() throws IOException {
        String manifests = rendered("helm3", postRenderer("render", "--mirror", mirror.host() + "/mirror", "--copy"));
        assertThat(images(withoutHooks(manifests)))
                .containsExactlyInAnyOrder(
                        pull("library/web:1.0"),
                        pull("library/web:1.0"),
                        pull("team/exporter:v2"),
                        pull("library/cache:8"),
                        pull("library/cache:8"),
                        pull("prometheus/prometheus:v3"));
        assertThat(images(manifests))
                .as("Helm 3 shows a post-renderer no hooks")
                .contains(upstream.host() + "/team/migration:3");
    }

    @Test
    void asPluginOfHelm4TheChartAndItsHooksRunTheMirrorsImages() throws IOException {
        shell.run("export HELM_DATA_HOME=$PWD/helm && %s plugin install %s"
                .formatted(PinnedTools.bin("helm4"), PackagedProgram.bin().getParent()));
        String manifests = shell.run("export HELM_DATA_HOME=$PWD/helm\n"
                + template("helm4", postRenderer("--mirror", mirror.host() + "/mirror", "--copy")));
        assertThat(images(manifests))
                .hasSize(8)
                .allSatisfy(image -> assertThat(image).startsWith(mirror.host() + "/mirror/"))
                .contains(pull("team/migration:3"), pull("prometheus/prometheus:v3"));

        Example.HELM_POST_RENDERER.copyTo(folder);
        String example = shell.run("export HELM_DATA_HOME=$PWD/helm\n" + PinnedTools.bin("helm4")
                + " template web ./chart --set image=" + upstream.host() + "/library/alpine:3.22 --set migration.image="
                + upstream.host() + "/library/busybox:1.36 "
                + postRenderer("--mirror", mirror.host() + "/mirror", "--copy"));
        assertThat(images(example))
                .containsExactlyInAnyOrder(pull("library/alpine:3.22"), pull("library/busybox:1.36"));
    }

    /** What makes Helm give what it rendered to imagesync, with these arguments. */
    private static String postRenderer(String... arguments) {
        return Stream.of(arguments)
                .map(argument -> " --post-renderer-args " + argument)
                .collect(Collectors.joining("", "--post-renderer imagesync", ""));
    }

    private static String withoutHooks(String manifests) {
        List<String> rest = new ArrayList<>(List.of(manifests.split("(?m)^---$")));
        rest.removeIf(manifest -> HOOK.matcher(manifest).find());
        return String.join("---", rest);
    }

    @Test
    void asFunctionOfKustomizeTheObjectsRunTheMirrorsImages() throws IOException {
        Example.KUSTOMIZE_FUNCTION.copyTo(folder);
        Path web = folder.resolve("web.yaml");
        Files.writeString(web, Files.readString(web).replace("docker.io", upstream.host()));
        assertThat(folder.resolve("imagesync-render").toFile().setExecutable(true))
                .isTrue();
        String built = shell.run("MIRROR=%s/mirror %s build --enable-alpha-plugins --enable-exec ."
                .formatted(mirror.host(), PinnedTools.bin("kustomize")));
        assertThat(images(built))
                .containsExactlyInAnyOrder(
                        pull("library/busybox:1.36"), pull("library/busybox:1.36"), pull("library/alpine:3.22"));
        assertThat(built).doesNotContain("ResourceList", "config.kubernetes.io");
    }

    @Test
    void anImageThatTheMirrorLacksEndsHelm() throws IOException {
        String told = shell.run("! " + template("helm3", postRenderer("render", "--mirror", mirror.host())));
        assertThat(told).contains("IS4002", "is not in the mirror").doesNotContain("kind: Deployment");
        assertThat(mirror.exchanges().of("PUT", ".*")).isEmpty();
    }
}
