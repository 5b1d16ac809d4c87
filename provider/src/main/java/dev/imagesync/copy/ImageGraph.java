package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.ManifestView;
import dev.imagesync.manifest.MediaTypes;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Cancellation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All that an image consists of and a destination lacks.
 *
 * @param manifests the manifests, each behind those that it lists; the root is the last
 * @param blobs the blobs of all of them, each once
 * @param foreign layers that are not distributed, and so not copied
 */
record ImageGraph(List<Manifest> manifests, List<Descriptor> blobs, List<Descriptor> foreign) {

    /** Deeper nesting than any tool makes; a guard against a graph made to keep us busy. */
    private static final int MAX_DEPTH = 8;

    private static final int MAX_MANIFESTS = 10_000;

    /**
     * Reads the graph of a root from its repository, leaving out what is there already.
     *
     * @param isThere whether the destination has a manifest, and with it all that it lists
     */
    static ImageGraph load(
            RegistryClient client,
            Repository source,
            Manifest root,
            Predicate<Digest> isThere,
            Cancellation cancellation) {
        Walk walk = new Walk(client, source, isThere, cancellation);
        walk.visit(root, 0);
        return new ImageGraph(
                List.copyOf(walk.manifests.values()),
                List.copyOf(walk.blobs.values()),
                List.copyOf(walk.foreign.values()));
    }

    private static final class Walk {
        private final RegistryClient client;
        private final Repository source;
        private final Predicate<Digest> isThere;
        private final Cancellation cancellation;
        private final Map<Digest, Manifest> manifests = new LinkedHashMap<>();
        private final Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
        private final Map<Digest, Descriptor> foreign = new LinkedHashMap<>();

        Walk(RegistryClient client, Repository source, Predicate<Digest> isThere, Cancellation cancellation) {
            this.client = client;
            this.source = source;
            this.isThere = isThere;
            this.cancellation = cancellation;
        }

        void visit(Manifest manifest, int depth) {
            if (depth > MAX_DEPTH || manifests.size() > MAX_MANIFESTS) {
                throw Problem.ofInput(
                                Code.GRAPH_TOO_DEEP,
                                manifest.digest() + " in " + source + " is more than " + MAX_DEPTH
                                        + " levels deep or has more" + " than " + MAX_MANIFESTS + " manifests",
                                "name one of the images in it")
                        .toException();
            }
            switch (manifest.view()) {
                case ManifestView.Image image -> image.blobs().forEach(this::addBlob);
                case ManifestView.Index index -> visitChildren(index, depth);
            }
            manifests.putIfAbsent(manifest.digest(), manifest);
        }

        private void visitChildren(ManifestView.Index index, int depth) {
            List<Descriptor> children = new ArrayList<>();
            for (Descriptor child : index.manifests()) {
                // A build cache is an index that lists layers; those are blobs, whatever the field is called.
                if (child.mediaType().isEmpty() || MediaTypes.isManifest(child.mediaType())) {
                    children.add(child);
                } else {
                    addBlob(child);
                }
            }
            for (Descriptor child : children) {
                if (!manifests.containsKey(child.digest()) && !isThere.test(child.digest())) {
                    visit(fetch(child), depth + 1);
                }
            }
        }

        private Manifest fetch(Descriptor child) {
            return client.manifest(source.at(child.digest()), cancellation).orElseThrow(() -> Problem.ofInput(
                            Code.CONTENT_MISSING,
                            "an index in " + source + " lists " + child.digest() + ", which is not there",
                            "push the whole image to " + source + " again, or name one of the images in it")
                    .toException());
        }

        private void addBlob(Descriptor blob) {
            (blob.isForeign() ? foreign : blobs).putIfAbsent(blob.digest(), blob);
        }
    }
}
