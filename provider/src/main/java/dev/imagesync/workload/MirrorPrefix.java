package dev.imagesync.workload;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Registry;
import dev.imagesync.reference.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What all destinations of a mirror begin with: a registry, or a registry and a path in it, as {@code registry.corp.example/mirror}.
 *
 * @param registry where the images go
 * @param path what their repositories begin with; may be empty
 */
public record MirrorPrefix(Registry registry, String path) {

    /**
     * Reads a prefix.
     *
     * @throws ImagesyncException IS1006 if the text names no registry, or carries a tag or a digest
     */
    public static MirrorPrefix parse(String text) {
        try {
            int slash = text.indexOf('/');
            if (slash < 0) {
                if (ImageReference.namesRegistry(text + "/x")) {
                    return new MirrorPrefix(new Registry(text), "");
                }
            } else if (ImageReference.namesRegistry(text)) {
                String path = text.substring(slash + 1);
                Registry registry = new Registry(text.substring(0, slash));
                return new MirrorPrefix(registry, new Repository(registry, path).path());
            }
        } catch (ImagesyncException e) {
            throw none(text, e);
        }
        throw none(text, null);
    }

    private static ImagesyncException none(String text, @Nullable ImagesyncException cause) {
        Problem problem = Problem.ofInput(
                Code.INPUT_INVALID,
                "\"" + text + "\" is not the beginning of a mirror's references",
                "write HOST or HOST/PATH, for example registry.example.com/mirror");
        return cause == null ? problem.toException() : problem.toException(cause);
    }

    /** The repository of this name below the prefix. */
    public Repository repository(String name) {
        return new Repository(registry, path.isEmpty() ? name : path + "/" + name);
    }

    @Override
    public String toString() {
        return path.isEmpty() ? registry.name() : registry.name() + "/" + path;
    }
}
