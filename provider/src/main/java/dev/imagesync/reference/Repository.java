package dev.imagesync.reference;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A repository in a registry, for example {@code docker.io/library/busybox}.
 *
 * @param registry where it is
 * @param path one or more lower-case components joined by slashes, as the OCI distribution spec has them
 */
public record Repository(Registry registry, String path) {

    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern PATH = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
    private static final int MAX_LENGTH = 255;

    public Repository {
        if (!PATH.matcher(path).matches()) {
            throw malformed("\"" + path + "\" is not a repository", cure(path));
        }
        if (registry.name().length() + 1 + path.length() > MAX_LENGTH) {
            throw malformed(
                    "\"" + path + "\" is " + path.length() + " characters long",
                    "keep registry and repository within " + MAX_LENGTH + " characters");
        }
    }

    /**
     * Reads a repository: a reference without tag and digest, short forms included.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1001 if the text is anything else
     */
    public static Repository parse(String text) {
        if (text.contains("@") || text.lastIndexOf(':') > text.lastIndexOf('/')) {
            throw malformed(
                    "\"" + text + "\" is not a repository", "remove the tag or the digest: a repository has neither");
        }
        return ReferenceParser.parse(text).repository();
    }

    private static RuntimeException malformed(String doing, String next) {
        return Problem.ofInput(Code.REFERENCE_MALFORMED, doing, next).toException();
    }

    private static String cure(String path) {
        if (path.isEmpty()) {
            return "name the repository after the registry, for example registry.example.com/team/app:1.0";
        }
        if (!path.equals(path.toLowerCase(Locale.ROOT))) {
            return "write the repository in lower case";
        }
        return "use lower-case letters and digits, joined by single dots, one or two underscores, dashes and slashes";
    }

    /** The reference to a tag in this repository. */
    public ImageReference at(Tag tag) {
        return new ImageReference(this, tag, null);
    }

    /** The reference to a digest in this repository. */
    public ImageReference at(Digest digest) {
        return new ImageReference(this, null, digest);
    }

    /** The one spelling under which two names of the same repository are equal. */
    public Repository canonical() {
        return new Repository(registry.canonical(), path);
    }

    /** Whether both names mean one repository. */
    public boolean isSameAs(@Nullable Repository other) {
        return other != null && canonical().equals(other.canonical());
    }

    @Override
    public String toString() {
        return registry + "/" + path;
    }
}
