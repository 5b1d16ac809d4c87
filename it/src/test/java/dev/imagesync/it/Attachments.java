package dev.imagesync.it;

import dev.imagesync.testkit.Content;
import dev.imagesync.testkit.ImageGraph;
import dev.imagesync.testkit.MediaTypes;
import dev.imagesync.testkit.RegistryContent;
import java.nio.charset.StandardCharsets;

/** What is attached to an image by its {@code subject}: signatures, SBOMs. */
final class Attachments {

    private Attachments() {}

    /** Pushes a manifest that refers to this one; gives its digest. */
    static String attach(RegistryContent registry, String repository, ImageGraph.Stored subject, String content) {
        byte[] blob = content.getBytes(StandardCharsets.UTF_8);
        registry.pushBlob(repository, Content.sha256(blob), blob);
        String descriptor = "{\"mediaType\":\"text/plain\",\"digest\":\"" + Content.sha256(blob) + "\",\"size\":"
                + blob.length + "}";
        byte[] manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_IMAGE
                        + "\",\"artifactType\":\"application/x.sbom\",\"config\":" + descriptor + ",\"layers\":["
                        + descriptor + "],\"subject\":{\"mediaType\":\"" + subject.mediaType() + "\",\"digest\":\""
                        + subject.digest() + "\",\"size\":" + subject.bytes().length + "}}")
                .getBytes(StandardCharsets.UTF_8);
        registry.pushManifest(repository, Content.sha256(manifest), MediaTypes.OCI_IMAGE, manifest);
        return Content.sha256(manifest);
    }
}
