package dev.imagesync.manifest;

import static dev.imagesync.problem.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Code;
import dev.imagesync.reference.Digest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    private static final String D = "sha256:" + "a".repeat(64);
    private static final String E = "sha256:" + "b".repeat(64);

    private static Manifest manifest(String json, String mediaType) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return Manifest.verified(bytes, mediaType, Digest.of(Digest.Algorithm.SHA256, bytes));
    }

    private static void assertRefused(String json, String mediaType, Code code) {
        assertProblem(code, () -> manifest(json, mediaType).view());
    }

    @Test
    void keepsTheBytesAsTheyCame() {
        String odd = "{ \"schemaVersion\":2,\n\t\"layers\" : [ ], \"config\":{\"digest\":\"" + D
                + "\",\"size\":2,\"x\":1},\"extra\":null}\n";
        Manifest manifest = manifest(odd, MediaTypes.OCI_IMAGE + "; charset=utf-8");
        assertThat(manifest.bytes()).isEqualTo(odd.getBytes(StandardCharsets.UTF_8));
        assertThat(manifest.mediaType()).isEqualTo(MediaTypes.OCI_IMAGE);
    }

    @Test
    void listsTheBlobsOfAnImageItsConfigLast() {
        Manifest manifest = manifest(
                "{\"schemaVersion\":2,\"config\":{\"digest\":\"" + D + "\",\"size\":2},\"layers\":[{\"digest\":\"" + E
                        + "\",\"size\":5,\"mediaType\":\"x\"}]}",
                MediaTypes.DOCKER_IMAGE);
        assertThat(manifest.view()).isInstanceOfSatisfying(ManifestView.Image.class, image -> assertThat(image.blobs())
                .extracting(Descriptor::digest)
                .extracting(Digest::toString)
                .containsExactly(E, D));
    }

    @Test
    void listsTheChildrenOfAnIndexWithTheirPlatforms() {
        Manifest manifest = manifest(
                "{\"manifests\":[{\"digest\":\"" + D
                        + "\",\"size\":2,\"platform\":{\"os\":\"linux\",\"architecture\":\"arm\","
                        + "\"variant\":\"v7\"}},{\"digest\":\"" + E + "\",\"size\":3}]}",
                MediaTypes.OCI_INDEX);
        assertThat(manifest.view())
                .isInstanceOfSatisfying(ManifestView.Index.class, index -> assertThat(index.manifests())
                        .extracting(child -> String.valueOf(child.platform()))
                        .containsExactly("linux/arm/v7", "null"));
    }

    @Test
    void refusesBytesOfAnotherDigest() {
        assertProblem(
                Code.DIGEST_MISMATCH,
                () -> Manifest.verified(new byte[] {'{', '}'}, MediaTypes.OCI_IMAGE, Digest.parse(D)));
    }

    @Test
    void refusesADocumentThatIsTwoKindsOfManifest() {
        assertRefused("{\"manifests\":[],\"layers\":[]}", MediaTypes.OCI_INDEX, Code.MANIFEST_MALFORMED);
        assertRefused(
                "{\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":[]}",
                MediaTypes.OCI_IMAGE,
                Code.MANIFEST_MALFORMED);
        assertRefused("{\"manifests\":[],\"manifests\":[]}", MediaTypes.OCI_INDEX, Code.MANIFEST_MALFORMED);
    }

    @Test
    void refusesSchema1() {
        assertRefused("{\"schemaVersion\":1}", MediaTypes.DOCKER_SCHEMA1_SIGNED, Code.MANIFEST_UNSUPPORTED);
        assertRefused("{\"schemaVersion\":1}", "application/json", Code.MANIFEST_UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "9007199254740993", "\"2\"", "null", "1e3"})
    void refusesSizesThatAreNone(String size) {
        assertRefused(
                "{\"layers\":[],\"config\":{\"digest\":\"" + D + "\",\"size\":" + size + "}}",
                MediaTypes.OCI_IMAGE,
                Code.MANIFEST_MALFORMED);
    }

    @Test
    void refusesDigestsThatAreNone() {
        assertRefused(
                "{\"layers\":[],\"config\":{\"digest\":\"sha256:../../x\",\"size\":1}}",
                MediaTypes.OCI_IMAGE,
                Code.MANIFEST_MALFORMED);
    }
}
