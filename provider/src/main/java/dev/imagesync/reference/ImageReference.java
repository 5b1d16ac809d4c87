package dev.imagesync.reference;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reference to an image: a repository, and a tag or a digest or both. With both, the digest decides and the tag is only
 * for people.
 *
 * @param repository where the image is
 * @param tag the tag, or null if there is only a digest
 * @param digest the digest, or null if there is only a tag
 */
public record ImageReference(Repository repository, @Nullable Tag tag, @Nullable Digest digest) {

    public ImageReference {
        Objects.requireNonNull(repository, "repository");
        if (tag == null && digest == null) {
            throw new IllegalArgumentException("a reference has a tag or a digest");
        }
    }

    /**
     * Reads every form that docker and crane read: {@code alpine}, {@code team/app:1.0}, {@code localhost:5000/app},
     * {@code host/app@sha256:...}, {@code host/app:1.0@sha256:...}. The first part is a registry only if it has a dot or a
     * colon or is {@code localhost}; without one, Docker Hub is meant, and its one-part names get {@code library/}. Without
     * tag and digest, {@code latest} is meant.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1001 or IS1005, which name the part that is wrong
     */
    public static ImageReference parse(String text) {
        return ReferenceParser.parse(text);
    }

    /** Whether the text names a tag or a digest itself, so that {@code latest} was not put in. */
    public static boolean namesVersion(String text) {
        return text.contains("@") || text.lastIndexOf(':') > text.lastIndexOf('/');
    }

    /** Whether the text names its registry itself, so that Docker Hub was not put in. */
    public static boolean namesRegistry(String text) {
        int slash = text.indexOf('/');
        return slash > 0 && ReferenceParser.isRegistry(text.substring(0, slash));
    }

    /**
     * Reads a destination: a reference that names its registry and has no digest.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1001, IS1002 or IS1003
     */
    public static ImageReference parseDestination(String text) {
        ImageReference reference = parse(text);
        if (!namesRegistry(text)) {
            throw Problem.ofInput(
                            Code.DESTINATION_INCOMPLETE,
                            "\"" + text + "\" has no registry in front",
                            "write the whole reference, for example registry.example.com/" + text
                                    + " (docker.io/... if Docker Hub is meant)")
                    .toException();
        }
        if (reference.digest() != null) {
            throw Problem.ofInput(
                            Code.DESTINATION_HAS_DIGEST,
                            "\"" + text + "\" has a digest, but a destination is the tag that is written",
                            "remove the part from \"@\" on; pin the content with {sourceDigest}")
                    .toException();
        }
        return reference;
    }

    /** What stands for this image in a request path: the digest if there is one, else the tag. */
    public String pathPart() {
        return digest != null ? digest.toString() : Objects.requireNonNull(tag).name();
    }

    /** The digest of a reference that has one. */
    public Digest digestOrThrow() {
        return Objects.requireNonNull(digest, "a reference without a digest");
    }

    /** Whether both mean the same tag, or the same digest, of the same repository. */
    public boolean isSameAs(@Nullable ImageReference other) {
        return other != null
                && repository.isSameAs(other.repository())
                && pathPart().equals(other.pathPart());
    }

    /** The one spelling under which two references to the same image are equal. */
    public String canonical() {
        return new ImageReference(repository.canonical(), tag, digest).toString();
    }

    @Override
    public String toString() {
        return repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
