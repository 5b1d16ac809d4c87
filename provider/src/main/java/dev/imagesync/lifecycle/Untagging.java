package dev.imagesync.lifecycle;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.registry.Deletion;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Cancellation;
import org.jspecify.annotations.Nullable;

/** Takes a tag away and nothing else, or says why that cannot be and changes nothing. Thread-safe. */
public final class Untagging {

    private final RegistryClient registries;

    public Untagging(RegistryClient registries) {
        this.registries = registries;
    }

    /**
     * Deletes the tag and makes sure that it is gone.
     *
     * @return whether there was one
     * @throws ImagesyncException IS4006 if the registry cannot delete a tag, IS4007 if it says so and does not
     */
    public boolean untag(ImageReference tag, Cancellation cancellation) {
        return switch (registries.deleteTag(tag, cancellation)) {
            case Deletion.NothingThere nothing -> false;
            case Deletion.Done done -> {
                if (registries.find(tag, cancellation).isPresent()) {
                    throw problem(Code.DELETE_INEFFECTIVE, tag, null);
                }
                yield true;
            }
            case Deletion.Unsupported unsupported -> throw problem(Code.DELETE_UNSUPPORTED, tag, unsupported.words());
        };
    }

    private static ImagesyncException problem(Code code, ImageReference tag, @Nullable String words) {
        return new Problem(
                        code,
                        "delete the tag " + tag,
                        words,
                        null,
                        "enable deletion by tag in " + tag.repository().registry()
                                + ", or set onUndeletable to warn (the tag then stays), or set deletePolicy to retain, or take"
                                + " the resource out of the state and delete the tag by hand; nothing was changed")
                .toException();
    }
}
