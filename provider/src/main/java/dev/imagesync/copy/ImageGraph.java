package dev.imagesync.copy;

import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.ManifestView;
import dev.imagesync.manifest.MediaTypes;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.Repository;
import dev.imagesync.registry.RegistryClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/**
 * All that an image consists of and a destination lacks.
 *
 * @param levels the manifests: those of a level list only what is on the levels before it; the root is the last level
 * @param blobs the blobs of all of them, each once
 * @param foreign layers that are not distributed, and so not copied
 */
record ImageGraph(List<List<Manifest>> levels, List<Descriptor> blobs, List<Descriptor> foreign) {

    /** Deeper nesting than any tool makes; a guard against a graph made to keep us busy. */
    private static final int MAX_DEPTH = 8;

    private static final int MAX_MANIFESTS = 10_000;

    /** Manifests are small: what counts is the time that each takes to travel. */
    static final int MANIFESTS_AT_A_TIME = 8;

    /** What the tag will point at. */
    Manifest root() {
        return levels.getLast().getFirst();
    }

    /**
     * Reads the graph of a root from its repository, leaving out what is there already.
     *
     * @param isThere whether the destination has a manifest, and with it all that it lists
     */
    static ImageGraph load(
            RegistryClient client,
            Repository source,
            Manifest root,
            BiPredicate<Digest, Operation> isThere,
            Operation operation) {
        Walk walk = new Walk(client, source, isThere);
        walk.descend(root, operation);
        return new ImageGraph(
                walk.levels(root.digest()), List.copyOf(walk.blobs.values()), List.copyOf(walk.foreign.values()));
    }

    /** Goes down from the root, a whole level at a time. */
    private static final class Walk {
        private final RegistryClient client;
        private final Repository source;
        private final BiPredicate<Digest, Operation> isThere;
        private final Map<Digest, Manifest> manifests = new LinkedHashMap<>();
        private final Map<Digest, List<Digest>> children = new HashMap<>();
        private final Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
        private final Map<Digest, Descriptor> foreign = new LinkedHashMap<>();

        Walk(RegistryClient client, Repository source, BiPredicate<Digest, Operation> isThere) {
            this.client = client;
            this.source = source;
            this.isThere = isThere;
        }

        void descend(Manifest root, Operation operation) {
            List<Manifest> level = List.of(root);
            for (int depth = 0; !level.isEmpty(); depth++) {
                if (depth > MAX_DEPTH || manifests.size() > MAX_MANIFESTS) {
                    throw tooDeep(root);
                }
                Set<Digest> next = new LinkedHashSet<>();
                level.forEach(manifest -> add(manifest, next));
                next.removeAll(manifests.keySet());
                Map<Digest, Manifest> fetched = new ConcurrentHashMap<>();
                Set<Digest> there = ConcurrentHashMap.newKeySet();
                FailFast.forEach(next, MANIFESTS_AT_A_TIME, operation, (Digest child, Operation inner) -> {
                    if (isThere.test(child, inner)) {
                        there.add(child);
                    } else {
                        fetched.put(child, fetch(child, inner));
                    }
                });
                next.removeAll(there);
                level = next.stream()
                        .map(child -> Objects.requireNonNull(fetched.get(child), "neither there nor fetched"))
                        .toList();
            }
        }

        private void add(Manifest manifest, Set<Digest> next) {
            List<Digest> listed = new ArrayList<>();
            switch (manifest.view()) {
                case ManifestView.Image image -> image.blobs().forEach(this::addBlob);
                case ManifestView.Index index -> {
                    for (Descriptor child : index.manifests()) {
                        // A build cache is an index that lists layers; those are blobs, whatever the field is called.
                        if (child.mediaType().isEmpty() || MediaTypes.isManifest(child.mediaType())) {
                            listed.add(child.digest());
                        } else {
                            addBlob(child);
                        }
                    }
                }
            }
            manifests.put(manifest.digest(), manifest);
            children.put(manifest.digest(), listed);
            next.addAll(listed);
        }

        private Manifest fetch(Digest child, Operation operation) {
            return client.manifest(source.at(child), operation).orElseThrow(() -> Problem.ofInput(
                            Code.CONTENT_MISSING,
                            "an index in " + source + " lists " + child + ", which is not there",
                            "push the whole image to " + source + " again, or name one of the images in it")
                    .toException());
        }

        private void addBlob(Descriptor blob) {
            (blob.isForeign() ? foreign : blobs).putIfAbsent(blob.digest(), blob);
        }

        private ImagesyncException tooDeep(Manifest root) {
            return Problem.ofInput(
                            Code.GRAPH_TOO_DEEP,
                            root.digest() + " in " + source + " is more than " + MAX_DEPTH
                                    + " levels deep or has more than " + MAX_MANIFESTS + " manifests",
                            "name one of the images in it")
                    .toException();
        }

        /** An index may list what another index of its own level lists too, so the order comes from what lists what. */
        List<List<Manifest>> levels(Digest root) {
            Map<Digest, Integer> heights = new HashMap<>();
            List<List<Manifest>> levels = new ArrayList<>();
            for (int i = 0; i <= height(root, heights); i++) {
                levels.add(new ArrayList<>());
            }
            manifests.forEach(
                    (digest, manifest) -> levels.get(height(digest, heights)).add(manifest));
            return levels.stream().map(List::copyOf).toList();
        }

        private int height(Digest digest, Map<Digest, Integer> known) {
            Integer height = known.get(digest);
            if (height == null) {
                height = 0;
                for (Digest child : children.getOrDefault(digest, List.of())) {
                    if (manifests.containsKey(child)) {
                        height = Math.max(height, height(child, known) + 1);
                    }
                }
                known.put(digest, height);
            }
            return height;
        }
    }
}
