package dev.imagesync.reference;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    private static final String HEX = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String DIGEST = "sha256:" + HEX;

    @ParameterizedTest
    @CsvSource({
        "alpine, docker.io/library/alpine:latest",
        "alpine:3.20, docker.io/library/alpine:3.20",
        "team/app, docker.io/team/app:latest",
        "docker.io/nginx:1, docker.io/library/nginx:1",
        "docker.io/library/nginx:1, docker.io/library/nginx:1",
        "index.docker.io/nginx, index.docker.io/library/nginx:latest",
        "localhost/app:1, localhost/app:1",
        "localhost:5000/app, localhost:5000/app:latest",
        "localhost:5000, docker.io/library/localhost:5000",
        "registry.example.com/team/app:1.0, registry.example.com/team/app:1.0",
        "registry.example.com:5000/a/b/c/d:x, registry.example.com:5000/a/b/c/d:x",
        "127.0.0.1:5000/app:1, 127.0.0.1:5000/app:1",
        "[::1]:5000/app:1, [::1]:5000/app:1",
        "[2001:db8::1]/app:1, [2001:db8::1]/app:1",
        "gcr.io/k8s-staging/a__b.c-d/e--f, gcr.io/k8s-staging/a__b.c-d/e--f:latest",
        "registry.example.com/app:_v1.2-x, registry.example.com/app:_v1.2-x",
        "Registry.Example.COM/app, Registry.Example.COM/app:latest",
    })
    void readsWhatDockerAndCraneRead(String text, String expanded) {
        assertThat(ImageReference.parse(text)).hasToString(expanded);
    }

    @Test
    void takesADigestAloneAndWithATag() {
        assertThat(ImageReference.parse("alpine@" + DIGEST)).hasToString("docker.io/library/alpine@" + DIGEST);
        ImageReference both = ImageReference.parse("localhost:5000/app:1.0@" + DIGEST);
        assertThat(both).hasToString("localhost:5000/app:1.0@" + DIGEST);
        assertThat(both.pathPart()).isEqualTo(DIGEST);
        assertThat(ImageReference.parse("a@sha512:" + HEX + HEX).digest()).hasToString("sha512:" + HEX + HEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "https://registry.example.com/app",
                "docker://alpine",
                "Alpine",
                "registry.example.com/Team/app",
                "registry.example.com/",
                "registry.example.com//app",
                "/app",
                "app/",
                "app:",
                "app:-x",
                "app:a/b:c d",
                "a..b",
                "a___b",
                "-a/b",
                "../a",
                "registry.example.com/../a",
                "registry.example.com/a%2fb",
                "registry.example.com/a?x=1",
                "registry.example.com/a\r\nb",
                "registry.éxample.com/a",
                "registry.example.com:port/app",
                "app@" + DIGEST + "@" + DIGEST,
            })
    void refusesWhatIsNoReference(String text) {
        assertProblem(Code.REFERENCE_MALFORMED, () -> ImageReference.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256:abc",
                "sha256:",
                "md5:" + HEX,
                "SHA256:" + HEX,
                "sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
                "sha256:../../etc/passwd",
                HEX,
                "sha512:" + HEX,
                ":",
            })
    void refusesWhatIsNoDigest(String text) {
        assertProblem(Code.DIGEST_MALFORMED, () -> ImageReference.parse("app@" + text));
    }

    @Test
    void refusesMoreThan255Characters() {
        assertProblem(Code.REFERENCE_MALFORMED, () -> ImageReference.parse("registry.example.com/" + "a".repeat(240)))
                .contains("255");
    }

    @ParameterizedTest
    @CsvSource({
        "alpine, docker.io/library/alpine:latest, true",
        "index.docker.io/library/alpine, registry-1.docker.io/alpine:latest, true",
        "registry.hub.docker.com/library/alpine, alpine, true",
        "Registry.example.com/app:1, registry.example.com/app:1, true",
        "registry.example.com/app:1, registry.example.com/app:2, false",
        "registry.example.com/app:1, registry.example.com/app2:1, false",
        "registry.example.com:5000/app:1, registry.example.com/app:1, false",
    })
    void comparesByWhatIsMeant(String one, String other, boolean same) {
        assertThat(ImageReference.parse(one).isSameAs(ImageReference.parse(other)))
                .isEqualTo(same);
    }

    @Test
    void aDestinationNamesItsRegistryAndNoDigest() {
        assertThat(ImageReference.parseDestination("localhost:5000/app")).hasToString("localhost:5000/app:latest");
        assertProblem(Code.DESTINATION_INCOMPLETE, () -> ImageReference.parseDestination("team/app:1"));
        assertProblem(
                Code.DESTINATION_HAS_DIGEST, () -> ImageReference.parseDestination("localhost:5000/app@" + DIGEST));
    }

    @Test
    void dockerHubKeepsItsSpellingAndHasOneApiHost() {
        Registry registry =
                ImageReference.parse("index.docker.io/a/b").repository().registry();
        assertThat(registry).hasToString("index.docker.io");
        assertThat(registry.apiHost()).isEqualTo("registry-1.docker.io");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:5000, true",
        "127.0.0.1, true",
        "127.1.2.3:80, true",
        "[::1]:5000, true",
        "registry.localhost, true",
        "10.0.0.1, false",
        "127.0.0.1.example.com, false",
        "localhost.example.com, false",
    })
    void loopbackIsKnownByName(String registry, boolean loopback) {
        assertThat(new Registry(registry).isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @CsvSource({"linux/amd64, linux/amd64", "linux/arm64/v8, linux/arm64/v8"})
    void readsPlatforms(String text, String printed) {
        assertThat(Platform.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "linux", "linux/", "linux/a/b/c", "lin ux/amd64"})
    void refusesWhatIsNoPlatform(String text) {
        assertProblem(Code.PLATFORM_MALFORMED, () -> Platform.parse(text));
    }
}
