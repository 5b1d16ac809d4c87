package dev.imagesync.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagesync.problem.ImagesyncException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of a mirror, in rows. */
class MirrorRulesTest {

    private static final String HEX = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final MirrorPrefix PREFIX = MirrorPrefix.parse("registry.corp.example/mirror");

    @ParameterizedTest
    @CsvSource({
        "nginx, docker.io/library/nginx:latest, docker.io/library/nginx:latest",
        "nginx:1.29, docker.io/library/nginx:1.29, docker.io/library/nginx:1.29",
        "index.docker.io/nginx:1.29, docker.io/library/nginx:1.29, docker.io/library/nginx:1.29",
        "bitnami/redis:7, docker.io/bitnami/redis:7, docker.io/bitnami/redis:7",
        "Quay.io/team/app:1, quay.io/team/app:1, quay.io/team/app:1",
        "localhost:5000/app:1, localhost:5000/app:1, localhost_5000/app:1",
        "'[::1]:5000/app:1', '[::1]:5000/app:1', 1_5000/app:1",
        "quay.io/app@sha256:" + HEX + ", quay.io/app@sha256:" + HEX + ", quay.io/app:digest-0123456789ab",
        "quay.io/app:1@sha256:" + HEX + ", quay.io/app:1@sha256:" + HEX + ", quay.io/app:1",
    })
    void anImageGoesBelowThePrefixByItsHostAndPath(String image, String source, String destination) {
        assertThat(mirrored(MirrorRules.all(PREFIX), image)).satisfies(mirrored -> {
            assertThat(mirrored.source()).hasToString(source);
            assertThat(mirrored.destination()).hasToString("registry.corp.example/mirror/" + destination);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "host, registry.corp.example/mirror/docker.io/bitnami/redis:7",
        "flat, registry.corp.example/mirror/redis:7",
        "{path}, registry.corp.example/mirror/bitnami/redis:7",
        "copies/{host}/{name}, registry.corp.example/mirror/copies/docker.io/redis:7",
    })
    void aLayoutNamesTheRepository(String layout, String destination) {
        MirrorRules rules = new MirrorRules(PREFIX, Layout.parse(layout), List.of(), List.of());
        assertThat(mirrored(rules, "bitnami/redis:7").destination()).hasToString(destination);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nothing", "{tag}", "{path}:{tag}", "/{path}", "{path}/", "UP/{path}", "{path}//{name}"})
    void whatIsNoLayoutIsTold(String layout) {
        assertThatThrownBy(() -> Layout.parse(layout))
                .isInstanceOf(ImagesyncException.class)
                .hasMessageContaining("\"" + layout + "\" is not a layout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.corp.example", "localhost:5000", "localhost/mirror", "registry.corp.example/a/b"})
    void aPrefixIsARegistryAndAPathInIt(String prefix) {
        assertThat(mirrored(MirrorRules.all(MirrorPrefix.parse(prefix)), "nginx:1")
                        .destination())
                .hasToString(prefix + "/docker.io/library/nginx:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mirror",
                "mirror/a",
                "registry.example.com/",
                "registry.example.com/Team",
                "a.example/b:1",
                "a.example/b@sha256:" + HEX,
                "https://a.example/b",
                "a example"
            })
    void whatIsNoPrefixIsTold(String prefix) {
        assertThatThrownBy(() -> MirrorPrefix.parse(prefix))
                .isInstanceOf(ImagesyncException.class)
                .hasMessageContaining("\"" + prefix + "\" is not the beginning of a mirror's references");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.corp.example/team/app:1",
                "registry.corp.example/mirror/quay.io/x:1",
                "REGISTRY.corp.example/x"
            })
    void anImageOfTheMirrorsRegistryStays(String image) {
        assertThat(MirrorRules.all(PREFIX).fateOf(image)).isEqualTo(new Fate.Stays(Fate.Why.THERE_ALREADY));
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io/library/*, nginx:1, true",
        "docker.io/library/*, bitnami/redis:7, false",
        "docker.io/*, bitnami/redis:7, false",
        "docker.io/**, bitnami/redis:7, true",
        "**, quay.io/x@sha256:" + HEX + ", true",
        "*.gcr.io/**:v1.*, eu.gcr.io/p/app:v1.2, true",
        "*.gcr.io/**:v1.*, eu.gcr.io/p/app:v2.0, false",
        "quay.io/app:1, quay.io/app:1, true",
        "quay.io/app:1, quay.io/app:11, false",
        "quay.io/a.p, quay.io/axp:1, false",
        "localhost:5000/**, localhost:5000/a/b:1, true",
    })
    void aGlobIsHeldAgainstTheWholeReference(String glob, String image, boolean isChosen) {
        Glob parsed = Glob.parse(glob);
        MirrorRules including = new MirrorRules(PREFIX, Layout.BY_HOST, List.of(parsed), List.of());
        MirrorRules excluding = new MirrorRules(PREFIX, Layout.BY_HOST, List.of(), List.of(parsed));
        assertThat(including.fateOf(image) instanceof Fate.Mirrored).isEqualTo(isChosen);
        assertThat(excluding.fateOf(image) instanceof Fate.Mirrored).isEqualTo(!isChosen);
    }

    @Test
    void whatIsExcludedIsNotIncluded() {
        MirrorRules rules = new MirrorRules(
                PREFIX,
                Layout.BY_HOST,
                List.of(Glob.parse("docker.io/**")),
                List.of(Glob.parse("docker.io/library/**")));
        assertThat(rules.fateOf("nginx:1")).isEqualTo(new Fate.Stays(Fate.Why.NOT_CHOSEN));
        assertThat(rules.fateOf("bitnami/redis:7")).isInstanceOf(Fate.Mirrored.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .Values.image }}", "$(IMAGE)", "nginx:", "Nginx", "https://quay.io/app", "a b"})
    void whatIsNoReferenceIsTold(String image) {
        assertThat(MirrorRules.all(PREFIX).fateOf(image)).isInstanceOf(Fate.Malformed.class);
    }

    @Test
    void aRepositoryThatWouldBeTooLongIsTold() {
        assertThat(MirrorRules.all(PREFIX).fateOf("quay.io/" + "a".repeat(240) + ":1"))
                .isInstanceOf(Fate.Malformed.class);
    }

    @Test
    void twoImagesOfOneDestinationAreBothNamed() {
        MirrorRules flat = new MirrorRules(PREFIX, Layout.FLAT, List.of(), List.of());
        MirrorClaims claims = new MirrorClaims();
        Stream.of("nginx:1", "docker.io/library/nginx:1").forEach(image -> claims.claim(mirrored(flat, image)));
        assertThatThrownBy(() -> claims.claim(mirrored(flat, "quay.io/nginx:1")))
                .hasMessageContaining("docker.io/library/nginx:1 and quay.io/nginx:1 would both be"
                        + " registry.corp.example/mirror/nginx:1");
    }

    private static Fate.Mirrored mirrored(MirrorRules rules, String image) {
        return (Fate.Mirrored) rules.fateOf(image);
    }
}
