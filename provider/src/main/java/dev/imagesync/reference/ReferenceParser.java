package dev.imagesync.reference;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The grammar of references. */
final class ReferenceParser {

    private ReferenceParser() {}

    static ImageReference parse(String text) {
        refuseWhatIsNoReference(text);
        String rest = text;
        Digest digest = null;
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Digest.parse(rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        Tag tag = null;
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = new Tag(rest.substring(colon + 1));
            rest = rest.substring(0, colon);
        }
        if (tag == null && digest == null) {
            tag = Tag.LATEST;
        }
        return new ImageReference(repository(rest), tag, digest);
    }

    private static Repository repository(String text) {
        int slash = text.indexOf('/');
        if (slash > 0 && isRegistry(text.substring(0, slash))) {
            Registry registry = new Registry(text.substring(0, slash));
            return new Repository(registry, onHub(registry, text.substring(slash + 1)));
        }
        return new Repository(Registry.DOCKER_HUB, onHub(Registry.DOCKER_HUB, text));
    }

    static boolean isRegistry(String firstPart) {
        return firstPart.indexOf('.') >= 0 || firstPart.indexOf(':') >= 0 || firstPart.equals("localhost");
    }

    private static String onHub(Registry registry, String path) {
        return registry.isDockerHub() && !path.isEmpty() && path.indexOf('/') < 0 ? "library/" + path : path;
    }

    private static void refuseWhatIsNoReference(String text) {
        String cure = cureFor(text);
        if (cure != null) {
            throw malformed(text, cure);
        }
    }

    private static @Nullable String cureFor(String text) {
        if (text.isBlank()) {
            return "name an image, for example docker.io/library/busybox:1.36";
        }
        if (text.contains("://")) {
            return "remove everything up to and including \"://\": a reference has no scheme";
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            return "remove blanks, line breaks and characters outside ASCII";
        }
        if (text.chars().filter(c -> c == '@').count() > 1) {
            return "write at most one \"@\", in front of the digest";
        }
        return null;
    }

    private static RuntimeException malformed(String text, String next) {
        return Problem.ofInput(Code.REFERENCE_MALFORMED, "\"" + text + "\" is not an image reference", next)
                .toException();
    }
}
