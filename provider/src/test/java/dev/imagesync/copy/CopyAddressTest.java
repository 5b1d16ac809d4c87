package dev.imagesync.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.testkit.fake.Exchange;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import dev.imagesync.testkit.fake.Fault;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Where registries send their clients: followed where it is harmless, and never with a credential. */
class CopyAddressTest {

    private static void assertNoCredential(FakeRegistry host) {
        assertThat(host.exchanges().all()).isNotEmpty().allMatch(exchange -> exchange.authorization()
                .isEmpty());
    }

    /** Every blob of the source is at another host, as at registries that keep their blobs in an object store. */
    private static void redirectBlobs(CopyRig rig, Function<String, String> address) {
        rig.image.blobs().keySet().forEach(digest -> rig.source
                .faults()
                .on("GET", ".*/blobs/" + digest)
                .always(new Fault.Redirect(address.apply(digest))));
    }

    @Test
    void readsBlobsFromAnotherHostWithoutTheCredentialOfTheRegistry() {
        try (CopyRig rig = new CopyRig()) {
            rig.image
                    .blobs()
                    .forEach((digest, bytes) -> rig.elsewhere.content().pushBlob("object/store", digest, bytes));
            redirectBlobs(rig, digest -> "http://" + rig.elsewhere.host() + "/v2/object/store/blobs/" + digest);
            assertThat(rig.copy()).isEmpty();
            assertThat(rig.missing(rig.image)).isEmpty();
            assertNoCredential(rig.elsewhere);
        }
    }

    @Test
    void doesNotLogInToAHostThatBlobsAreRedirectedTo() {
        try (CopyRig rig = new CopyRig();
                FakeRegistry greedy = FakeRegistry.start(FakeOptions.STRICT.withTokens())) {
            redirectBlobs(rig, digest -> "http://" + greedy.host() + "/v2/object/store/blobs/" + digest);
            assertThat(rig.copy().map(Problem::code)).contains(Code.CREDENTIALS_REFUSED);
            assertThat(rig.missing(rig.older)).isEmpty();
            assertNoCredential(greedy);
            assertThat(greedy.exchanges().all()).extracting(Exchange::path).doesNotContain("/token");
        }
    }

    @Test
    void endsARedirectLoop() {
        try (CopyRig rig = new CopyRig()) {
            redirectBlobs(rig, digest -> "http://" + rig.elsewhere.host() + "/loop");
            rig.elsewhere.faults().on("GET", "/loop").always(new Fault.Redirect("/loop"));
            assertThat(rig.copy().map(Problem::code)).contains(Code.ADDRESS_REFUSED);
            assertThat(rig.missing(rig.older)).isEmpty();
        }
    }

    @Test
    void uploadsToAnotherHostWithoutTheCredentialOfTheRegistry() {
        try (CopyRig rig = new CopyRig()) {
            rig.destination
                    .faults()
                    .on("POST", ".*/blobs/uploads/")
                    .always(new Fault.Header(
                            "Location", "http://" + rig.elsewhere.host() + "/upload?signature=s3cret"));
            Optional<Problem> problem = rig.copy();
            assertThat(problem.map(Problem::code)).contains(Code.UPLOAD_REFUSED);
            assertThat(problem.orElseThrow().render()).doesNotContain("s3cret");
            assertThat(rig.missing(rig.older)).isEmpty();
            assertNoCredential(rig.elsewhere);
        }
    }
}
