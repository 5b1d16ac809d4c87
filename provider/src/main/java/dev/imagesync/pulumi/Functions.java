package dev.imagesync.pulumi;

import dev.imagesync.lifecycle.Lookup;
import dev.imagesync.lifecycle.Planning;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions {@code getImage} and {@code getTags}. Thread-safe. */
final class Functions {

    private static final PropertyValue NOTHING = SyncedImageState.text("");
    private static final PropertyValue NO_PLATFORMS = new PropertyValue.Array(List.of());

    /** Every output is always there: a key left out is a null in the hands of a Java program. */
    private static final Map<String, PropertyValue> UNAVAILABLE =
            Map.of("digest", NOTHING, "digestRef", NOTHING, "mediaType", NOTHING, "platforms", NO_PLATFORMS);

    private final Lookup lookup;
    private final Planning planning;

    Functions(Lookup lookup, Planning planning) {
        this.lookup = lookup;
        this.planning = planning;
    }

    /**
     * Begins to read the tags of an image that the program is about to declare: the component calls it at its construction,
     * long before the engine, which plans one resource after the other, comes to ask. Answers at once, and never fails.
     */
    Map<String, PropertyValue> lookAhead(PulumiFields arguments) {
        Stream.of("source", "destination")
                .map(arguments::text)
                .flatMap(Stream::ofNullable)
                .forEach(this::lookAhead);
        return Map.of();
    }

    /** What is wrong with a reference is told by Check, with the property's path. */
    private void lookAhead(String reference) {
        try {
            planning.lookAhead(ImageReference.parse(reference));
        } catch (ImagesyncException e) {
            return;
        }
    }

    /** Digest and media type of an image by one HEAD; its platforms by a GET as well. */
    Map<String, PropertyValue> getImage(PulumiFields arguments, Operation operation) {
        arguments.refuseOthers(List.of("ref", "includePlatforms", "allowUnavailable"));
        ImageReference reference = required(arguments, "ref", ImageReference::parse);
        boolean includePlatforms = arguments.bool("includePlatforms").orElse(false);
        boolean allowUnavailable = arguments.bool("allowUnavailable").orElse(false);
        if (reference == null || !arguments.failures().isEmpty()) {
            return Map.of();
        }
        return lookup.image(reference, includePlatforms, allowUnavailable, operation)
                .map(Functions::describe)
                .orElse(UNAVAILABLE);
    }

    private static Map<String, PropertyValue> describe(Lookup.Image image) {
        List<PropertyValue> platforms = new ArrayList<>();
        image.platforms().forEach(platform -> platforms.add(SyncedImageState.text(platform.toString())));
        return Map.of(
                "digest", SyncedImageState.text(image.digest().toString()),
                "digestRef", SyncedImageState.text(image.digestRef().toString()),
                "mediaType", SyncedImageState.text(image.mediaType()),
                "platforms", new PropertyValue.Array(platforms));
    }

    /** The tags of a repository; their digests by one HEAD each as well. */
    Map<String, PropertyValue> getTags(PulumiFields arguments, Operation operation) {
        arguments.refuseOthers(List.of("repository", "includeDigests"));
        Repository repository = required(arguments, "repository", Repository::parse);
        boolean includeDigests = arguments.bool("includeDigests").orElse(false);
        if (repository == null || !arguments.failures().isEmpty()) {
            return Map.of();
        }
        List<PropertyValue> entries = new ArrayList<>();
        for (Lookup.TagEntry found : lookup.tags(repository, includeDigests, operation)) {
            Map<String, PropertyValue> entry = new LinkedHashMap<>();
            entry.put("tag", SyncedImageState.text(found.tag().name()));
            Digest digest = found.digest();
            if (digest != null) {
                entry.put("digest", SyncedImageState.text(digest.toString()));
            }
            entries.add(new PropertyValue.Fields(entry));
        }
        return Map.of("tags", new PropertyValue.Array(entries));
    }

    /** The argument as a value; null, and a failure, if it is none. A function is only called when all is known. */
    private static <T> @Nullable T required(PulumiFields arguments, String name, Function<String, T> reader) {
        String text = arguments.requiredText(name);
        if (arguments.isUnknown(name)) {
            arguments.fail(
                    name, Code.INPUT_INVALID, "\"" + name + "\" is not known yet", "call the function with a value");
        }
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (ImagesyncException e) {
            arguments.fail(name, e.problem());
            return null;
        }
    }
}
