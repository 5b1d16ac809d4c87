package dev.imagesync.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagesync.problem.ImagesyncException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where images stand in manifests, and what is left of those when the images are changed. */
class ManifestTextTest {

    private static final ImageFinder FINDER = new ImageFinder(List.of());

    private static List<String> images(ImageFinder finder, String text) {
        return ManifestText.parse("all.yaml", text, finder).images().stream()
                .map(place -> place.found().image())
                .toList();
    }

    /** Each image gets another host in front. */
    private static String rewritten(ImageFinder finder, String text) {
        return ManifestText.parse("all.yaml", text, finder)
                .rewritten(place -> Optional.of("m/" + place.found().image()));
    }

    private static ImageFinder with(String... paths) {
        return new ImageFinder(Stream.of(paths).map(KindPath::parse).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Pod\nspec: {containers: [{name: a, image: one}]}",
                "kind: Pod\nspec: {initContainers: [{image: one}]}",
                "kind: Pod\nspec: {ephemeralContainers: [{image: one}]}",
                "kind: Pod\nspec: {volumes: [{name: v, image: {reference: one}}]}",
                "kind: Deployment\nspec: {template: {spec: {containers: [{image: one}]}}}",
                "kind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{image: one}]}}}}}",
                "kind: List\nitems: [{kind: Pod, spec: {containers: [{image: one}]}}]",
                "kind: Anything\nspec: {deep: [{podTemplate: {spec: {containers: [{image: one}]}}}]}",
                "{\"kind\": \"Pod\", \"spec\": {\"containers\": [{\"image\": \"one\"}]}}",
                "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec: {image: one}",
                "apiVersion: tekton.dev/v1\nkind: Task\nspec: {steps: [{image: one}]}",
                "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nspec: {imageName: one}",
                "apiVersion: v1\nkind: List\nitems: [{apiVersion: kafka.strimzi.io/v1, kind: KafkaConnect, spec: {image: one}}]",
            })
    void theImageIsFound(String manifest) {
        assertThat(images(FINDER, manifest)).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "---\n---\n",
                "a text",
                "kind: ConfigMap\ndata: {image: one, containers: none}",
                "kind: Anything\nspec: {image: one}",
                "kind: Pod\nspec: {containers: [{image: }, {image: ''}, {image: 12}, {image: null}, {name: a}, text]}",
                "kind: Pod\nspec: {containers: [{env: [{name: IMAGE, value: one}], args: [--image=one]}]}",
                "kind: Pod\nspec: {volumes: [{image: one}, {configMap: {reference: one}}]}",
                "apiVersion: other.example/v1\nkind: Prometheus\nspec: {image: one}",
            })
    void thereIsNoImage(String manifest) {
        assertThat(images(FINDER, manifest)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec.image | one",
                "spec.parts[*].image | two three",
                "spec.parts[1].image | three",
                "spec.parts[b].image | three",
                "spec.named[*] | four five",
                "spec.args[--reloader=] | six",
                "spec.parts[9].image | ''",
                "spec.image.deeper | ''",
            })
    void aPathNamesWhereImagesStand(String path, String found) {
        String manifest =
                """
                apiVersion: example.com/v1
                kind: Thing
                spec:
                  image: one
                  parts: [{name: a, image: two}, {name: b, image: three}]
                  named: {x: four, y: five}
                  args: [--other=no, --reloader=six, --reloader=]
                """;
        for (String kind : List.of("Thing", "example.com/Thing", "example.com/v1/Thing")) {
            assertThat(String.join(" ", images(with(kind + ": " + path), manifest)))
                    .isEqualTo(found);
        }
        for (String kind : List.of("Other", "example.org/Thing", "example.com/v2/Thing")) {
            assertThat(images(with(kind + ": " + path), manifest)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spec.image",
                "Thing",
                "Thing: spec..image",
                "Thing: spec.image[",
                "thing: spec.image",
                "a/b/c/D: e"
            })
    void whatIsNoPathIsTold(String path) {
        assertThatThrownBy(() -> KindPath.parse(path))
                .isInstanceOf(ImagesyncException.class)
                .hasMessageContaining("IS1006");
    }

    @Test
    void theCoreGroupIsNamedByItsVersion() {
        assertThat(images(with("v1/Pod: metadata.name"), "apiVersion: v1\nkind: Pod\nmetadata: {name: one}"))
                .containsExactly("one");
    }

    @Test
    void blocksOfTerraformNameContainersInTheSingular() {
        Tree container = new Tree.Mapping(Map.of("image", new Tree.Text("busybox")));
        Tree pod =
                new Tree.Mapping(Map.of("container", new Tree.Sequence(List.of(container)), "containers", container));
        Tree once = new Tree.Mapping(Map.of("init_container", container));
        assertThat(ImageFinder.ofBlocks().find(pod))
                .extracting(found -> found.path().toString())
                .containsExactly("container[0].image");
        assertThat(ImageFinder.ofBlocks().find(once))
                .extracting(found -> found.path().toString())
                .containsExactly("init_container.image");
        assertThat(new ImageFinder(List.of()).find(pod)).isEmpty();
    }

    @Test
    void nothingButTheImagesChanges() {
        String before =
                """
                # the web\r
                kind:   Deployment
                metadata: {name: "wéb 🚀"}   # with an anchor
                x-base: &base
                  image: !!str one # by a merge key
                spec:
                  template:
                    spec:
                      containers:
                      - {<<: *base, name: a}
                      - name: b
                        image: &img 'two'
                      - name: c
                        image:    "three"
                      - name: d
                        image: *img
                      - image: |
                          four
                      - image: five
                ---
                kind: Pod
                spec: {containers: [{image: six},
                  {image: seven}]}
                ...
                """;
        assertThat(rewritten(FINDER, before))
                .isEqualTo(before.replace("!!str one", "!!str m/one")
                        .replace("'two'", "'m/two'")
                        .replace("\"three\"", "\"m/three\"")
                        .replace("image: *img", "image: m/two")
                        .replace("|\n          four\n", "m/four\n\n")
                        .replace("image: five", "image: m/five")
                        .replace("image: six", "image: m/six")
                        .replace("image: seven", "image: m/seven"));
    }

    @Test
    void whatStandsInFrontOfAnImageStays() {
        String manifest = "kind: Thing\napiVersion: v1\nargs: [ '--image=one' ]\n";
        assertThat(rewritten(with("Thing: args[--image=]"), manifest)).isEqualTo(manifest.replace("=one", "=m/one"));
    }

    @Test
    void aByteOrderMarkStays() {
        assertThat(rewritten(FINDER, "\uFEFFkind: Pod\ncontainers: [{image: one}]"))
                .isEqualTo("\uFEFFkind: Pod\ncontainers: [{image: m/one}]");
    }

    @Test
    void anAddressInBracketsIsQuoted() {
        assertThat(ManifestText.parse("a", "kind: Pod\ncontainers: [{image: one}]", FINDER)
                        .rewritten(place -> Optional.of("[::1]:5000/one")))
                .isEqualTo("kind: Pod\ncontainers: [{image: \"[::1]:5000/one\"}]");
    }

    @Test
    void aPlaceNamesFileLineObjectAndPath() {
        String manifest =
                """
                kind: List
                apiVersion: v1
                items:
                - kind: Deployment
                  apiVersion: apps/v1
                  metadata: {name: web, namespace: shop}
                  spec: {template: {spec: {containers: [{name: a},
                    {image: one}]}}}
                """;
        assertThat(ManifestText.parse("web.yaml", manifest, FINDER).images())
                .singleElement()
                .hasToString("web.yaml:8 (Deployment shop/web, items[0].spec.template.spec.containers[1].image)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'kind: Pod\nspec: {{ .Values.spec }}' | web.yaml:2",
                "'kind: Pod\n\tspec: 1' | web.yaml:2:1",
                "'a: *nowhere' | web.yaml:1:4: there is no anchor &nowhere",
                "'a: [1, 2' | web.yaml:1",
                "'a: \"open' | web.yaml:1",
                "'a: &x {b: *x}' | web.yaml:1:11: there is no anchor &x",
            })
    void aMalformedManifestIsToldWithItsPlace(String manifest, String place) {
        assertThatThrownBy(() -> ManifestText.parse("web.yaml", manifest, FINDER))
                .isInstanceOf(ImagesyncException.class)
                .hasMessageContaining("IS1013")
                .hasMessageContaining(place);
    }

    @Test
    void aliasesOfAliasesAreGivenUp() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }
        assertThatThrownBy(() -> ManifestText.parse("bomb.yaml", bomb.toString(), FINDER))
                .hasMessageContaining("bomb.yaml: more than 2000000 parts");
    }

    /** Two thousand objects in every style: what is not an image is the same byte for byte. */
    @Test
    void inFilesOfAnySizeOnlyImagesChange() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        int written = 0;
        for (int i = 0; i < 2_000; i++) {
            String head = "---\n# object %d é🚀\nkind: %s\nmetadata:\n  name: o%d\n  note: image: no\n"
                    .formatted(i, random.nextBoolean() ? "Deployment" : "Thing", i)
                    .replace("note: image: no", random.nextBoolean() ? "note: 'image: no'" : "note: |\n    image: no");
            before.append(head).append("spec:\n  containers:\n");
            after.append(head).append("spec:\n  containers:\n");
            int containers = random.nextInt(4);
            for (int j = 0; j < containers; j++) {
                String quote = List.of("", "'", "\"").get(random.nextInt(3));
                String front = random.nextBoolean() ? "  - name: c\n    image:  " : "  -   image: ";
                String end = random.nextBoolean() ? " # image: " + j : "";
                String line = random.nextBoolean() ? "\n" : "\r\n";
                before.append(front)
                        .append(quote)
                        .append("i")
                        .append(i)
                        .append(quote)
                        .append(end)
                        .append(line);
                after.append(front)
                        .append(quote)
                        .append("m/i")
                        .append(i)
                        .append(quote)
                        .append(end)
                        .append(line);
                written++;
            }
        }
        assertThat(images(FINDER, before.toString())).as("seed %d", seed).hasSize(written);
        assertThat(rewritten(FINDER, before.toString())).as("seed %d", seed).isEqualTo(after.toString());
    }
}
