package dev.imagesync.manifest;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The media types of manifests, from the OCI image spec and from Docker's image manifest version 2. */
public final class MediaTypes {

    public static final String OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    /** Withdrawn from the OCI spec before 1.1, but in use: an artifact with {@code blobs} and no config. */
    public static final String OCI_ARTIFACT = "application/vnd.oci.artifact.manifest.v1+json";

    public static final String DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+json";
    public static final String DOCKER_SCHEMA1_SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws";

    /** What to accept when a manifest is asked for: all that can be copied, so that no registry converts anything. */
    public static final String ACCEPT = String.join(
            ", ", List.of(OCI_INDEX, OCI_IMAGE, DOCKER_LIST, DOCKER_IMAGE, OCI_ARTIFACT, "application/json;q=0.1"));

    private MediaTypes() {}

    static boolean isSchema1(String mediaType) {
        return mediaType.equals(DOCKER_SCHEMA1) || mediaType.equals(DOCKER_SCHEMA1_SIGNED);
    }

    /** Whether content of this media type lists other manifests. */
    public static boolean isIndex(String mediaType) {
        return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_LIST);
    }

    /** Whether content of this media type is a manifest at all, of any kind that can be copied. */
    public static boolean isManifest(String mediaType) {
        return isIndex(mediaType)
                || mediaType.equals(OCI_IMAGE)
                || mediaType.equals(DOCKER_IMAGE)
                || mediaType.equals(OCI_ARTIFACT);
    }

    /** Whether a layer of this media type lives outside registries by intention and is never pushed to one. */
    public static boolean isNondistributable(String mediaType) {
        return mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.")
                || mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.");
    }

    /** The media type of a Content-Type header without its parameters; the empty text if there is none. */
    public static String ofHeader(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .trim()
                .toLowerCase(Locale.ROOT);
    }
}
