package dev.imagesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.ImageGraphs;
import dev.imagesync.testkit.fake.Exchange;
import dev.imagesync.testkit.fake.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that read Kubernetes manifests, and the lists that they make. */
class ManifestCommandsTest extends CommandRig {

    private Path manifest(String... images) throws IOException {
        StringBuilder text = new StringBuilder(
                """
                # the web
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  template:
                    spec:
                      containers:
                """);
        for (String image : images) {
            text.append("      - image: ").append(image).append(" # pinned by the mirror\n");
        }
        return Files.writeString(folder.resolve("web.yaml"), text);
    }

    private String prefix() {
        return mirror.host() + "/all";
    }

    /** Below the prefix, where the host's colon cannot stand. */
    private String repository(String name) {
        return "all/" + upstream.host().replace(':', '_') + "/" + name;
    }

    private List<Exchange> written() {
        return mirror.exchanges().all().stream()
                .filter(exchange -> !Set.of("GET", "HEAD").contains(exchange.method()))
                .toList();
    }

    @Test
    void imagesListsEachOnceInItsOneSpelling() throws IOException {
        assertThat(run(
                        "images",
                        manifest("nginx", "docker.io/library/nginx:latest", source())
                                .toString()))
                .isZero();
        assertThat(stdout()).isEqualTo("docker.io/library/nginx:latest\n" + source() + "\n");
        assertThat(upstream.exchanges().all()).isEmpty();
    }

    @Test
    void imagesSaysWhy() throws IOException {
        Path file = manifest("nginx", "nginx");
        assertThat(run("images", "--why", file.toString())).isZero();
        assertThat(stdout().lines())
                .containsExactly(
                        "docker.io/library/nginx:latest\t" + file
                                + ":9\tDeployment web\tspec.template.spec.containers[0].image",
                        "docker.io/library/nginx:latest\t" + file
                                + ":10\tDeployment web\tspec.template.spec.containers[1].image");
    }

    @Test
    void imagesAsJson() throws IOException {
        assertThat(run("images", "--output", "json", manifest("nginx", "nginx").toString()))
                .isZero();
        assertThat(json().path("images")).hasSize(1);
        assertThat(json().at("/images/0/image").asText()).isEqualTo("docker.io/library/nginx:latest");
        assertThat(json().at("/images/0/places")).hasSize(2);
        assertThat(json().at("/images/0/places/1/line").asInt()).isEqualTo(10);
        assertThat(json().at("/images/0/places/1/written").asText()).isEqualTo("nginx");
    }

    @Test
    void imagesNamesThePlaceOfWhatIsNone() throws IOException {
        assertThat(run("images", manifest("nginx", "'{{ .Values.image }}'").toString()))
                .isEqualTo(Main.FAILED);
        assertThat(stdout()).isEqualTo("docker.io/library/nginx:latest\n");
        assertThat(stderr()).contains("IS1001", "web.yaml:10 (Deployment web, spec.template.spec.containers[1].image)");
    }

    @Test
    void imagesFindsThemWhereAPathSaysSo() throws IOException {
        Path file = Files.writeString(
                folder.resolve("thing.yaml"), "apiVersion: example.com/v1\nkind: Thing\nspec: {image: nginx}\n");
        assertThat(run("images", file.toString())).isZero();
        assertThat(stdout()).isEmpty();
        assertThat(run("images", "--path", "example.com/v1/Thing: spec.image", file.toString()))
                .isZero();
        assertThat(stdout()).isEqualTo("docker.io/library/nginx:latest\n");
    }

    @Test
    void aMalformedManifestIsToldWithItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "kind: Pod\nspec: [\n");
        for (String command : List.of("images", "render")) {
            List<String> arguments = command.equals("render")
                    ? List.of("render", "--mirror", prefix(), file.toString())
                    : List.of("images", file.toString());
            assertThat(run(arguments.toArray(String[]::new))).isEqualTo(Main.USAGE);
            assertThat(stderr()).contains("IS1013", "bad.yaml:3:1");
            assertThat(stdout()).isEmpty();
        }
    }

    @Test
    void renderCopiesAndPinsWhatIsFound() throws IOException {
        Path file = manifest(source(), "'" + source() + "'", mirror.host() + "/team/own:1");
        assertThat(run("render", "--mirror", prefix(), "--copy", file.toString()))
                .isZero();
        String pinned = mirror.host() + "/" + repository("team/app") + "@" + DIGEST;
        assertThat(stdout()).isEqualTo(Files.readString(file).replace(source(), pinned));
        assertThat(IMAGE.differencesIn(mirror.content(), repository("team/app"), "1"))
                .isEmpty();
    }

    @Test
    void renderTakesTheDigestsOfWhatIsThereAndChangesNothing() throws IOException {
        Path file = manifest(source());
        IMAGE.pushTo(mirror.content(), repository("team/app"), "1");
        assertThat(run("render", "--mirror", prefix(), file.toString())).isZero();
        assertThat(stdout()).contains(mirror.host() + "/" + repository("team/app") + "@" + DIGEST);
        assertThat(upstream.exchanges().all()).isEmpty();
        assertThat(written()).isEmpty();
    }

    @Test
    void renderPrintsNothingUnlessAllIsThere() throws IOException {
        IMAGE.pushTo(mirror.content(), repository("team/app"), "1");
        assertThat(run(
                        "render",
                        "--mirror",
                        prefix(),
                        manifest(source(), "nginx:1").toString()))
                .isEqualTo(Main.FAILED);
        assertThat(stdout()).isEmpty();
        assertThat(stderr())
                .contains("IS4002", prefix() + "/docker.io/library/nginx:1 is not in the mirror", "give --copy");
    }

    @Test
    void renderPrintsNothingIfACopyFails() throws IOException {
        upstream.faults().on("GET", ".*/blobs/.*").always(Fault.status(403));
        assertThat(run(
                        "render",
                        "--mirror",
                        prefix(),
                        "--copy",
                        manifest(source()).toString()))
                .isEqualTo(Main.FAILED);
        assertThat(stdout()).isEmpty();
        assertThat(stderr()).contains("IS2102");
    }

    @Test
    void renderNamesBothImagesThatWouldShareADestination() throws IOException {
        assertThat(run(
                        "render",
                        "--layout",
                        "flat",
                        "--mirror",
                        prefix(),
                        manifest("nginx:1", "quay.io/nginx:1").toString()))
                .isEqualTo(Main.USAGE);
        assertThat(stderr())
                .contains("IS1008", "web.yaml:10", "docker.io/library/nginx:1 and quay.io/nginx:1 would both be");
    }

    @Test
    void renderLeavesWhatIsExcluded() throws IOException {
        Path file = manifest("nginx:1");
        assertThat(run("render", "--mirror", prefix(), "--exclude", "docker.io/**", file.toString()))
                .isZero();
        assertThat(stdout()).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror", "https://mirror.example", ""})
    void renderWantsAPrefix(String prefix) throws IOException {
        assertThat(run("render", "--mirror", prefix, manifest("nginx").toString()))
                .isEqualTo(Main.USAGE);
        assertThat(stderr()).contains("IS1006", "\"" + prefix + "\"");
    }

    @Test
    void aListOfImagesGoesBelowAPrefix() throws IOException {
        Path list = Files.writeString(
                folder.resolve("images.txt"),
                source() + "\n" + source() + " # twice\n" + mirror.host() + "/own:1\n" + source() + " "
                        + destination());
        assertThat(run("copy", "--from", list.toString(), "--to", prefix())).isZero();
        assertThat(stdout().lines())
                .containsExactlyInAnyOrder(
                        mirror.host() + "/" + repository("team/app") + "@" + DIGEST,
                        mirror.host() + "/mirror/app@" + DIGEST);
    }

    @Test
    void theShardsOfAListAreTheListAndShareNoRepository() throws IOException {
        List<String> lines = IntStream.range(0, 40)
                .mapToObj(i -> source() + " " + mirror.host() + "/many/" + i / 2 + ":" + i % 2)
                .toList();
        Path list = Files.write(folder.resolve("images.txt"), lines);
        Set<String> repositories = new TreeSet<>();
        int copied = 0;
        for (int i = 0; i < 4; i++) {
            assertThat(run("copy", "--from", list.toString(), "--shard", i + "/4"))
                    .isZero();
            List<String> pulled = stdout().lines().toList();
            copied += pulled.size();
            assertThat(pulled.size()).isLessThan(40);
            Set<String> own = new TreeSet<>(pulled);
            assertThat(repositories).doesNotContainAnyElementsOf(own);
            repositories.addAll(own);
        }
        assertThat(copied).isEqualTo(40);
        assertThat(repositories).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4/4", "1", "a/b", "-1/4", "0/0", ""})
    void aShardIsAPartOfSeveral(String shard) throws IOException {
        Path list = Files.writeString(folder.resolve("images.txt"), source() + " " + destination());
        assertThat(run("copy", "--from", list.toString(), "--shard", shard)).isEqualTo(Main.USAGE);
        assertThat(stderr()).contains("IS1012", "--shard is \"" + shard + "\"");
    }

    @Test
    void aListAloneHasAPrefixOrAShard() {
        assertThat(run("copy", source(), destination(), "--shard", "0/2")).isEqualTo(Main.USAGE);
        assertThat(stderr()).contains("--to and --shard are for a list");
    }

    /** As releases are made: the images of one graph each. */
    @Test
    void aRenderedManifestFollowsTheMirror() throws IOException {
        ImageGraph next = ImageGraphs.ofContent("two");
        Path file = manifest(source());
        assertThat(run("render", "--mirror", prefix(), "--copy", file.toString()))
                .isZero();
        next.pushTo(upstream.content(), "team/app", "1");
        assertThat(run("render", "--mirror", prefix(), "--copy", file.toString()))
                .isZero();
        assertThat(stdout()).contains("@" + next.root().digest()).doesNotContain(DIGEST);
    }
}
