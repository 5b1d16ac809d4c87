package dev.imagesync.manifest;

import java.util.List;

/** What a manifest says, read from its bytes. */
public sealed interface ManifestView {

    /**
     * A manifest that lists blobs: a container image, or any other artifact.
     *
     * @param blobs all blobs in the order of the manifest, the config (where there is one) last
     */
    record Image(List<Descriptor> blobs) implements ManifestView {
        public Image {
            blobs = List.copyOf(blobs);
        }
    }

    /**
     * A manifest that lists manifests: an OCI index or a Docker manifest list.
     *
     * @param manifests its children in the order of the index
     */
    record Index(List<Descriptor> manifests) implements ManifestView {
        public Index {
            manifests = List.copyOf(manifests);
        }
    }
}
