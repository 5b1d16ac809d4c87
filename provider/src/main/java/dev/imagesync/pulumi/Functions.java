package dev.imagesync.pulumi;

import dev.imagesync.lifecycle.SyncedImages;
import dev.imagesync.manifest.Descriptor;
import dev.imagesync.manifest.Manifest;
import dev.imagesync.manifest.ManifestView;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import dev.imagesync.reference.Repository;
import dev.imagesync.reference.Tag;
import dev.imagesync.registry.ManifestInfo;
import dev.imagesync.registry.RegistryClient;
import dev.imagesync.transport.Cancellation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final RegistryClient registries;
    private final SyncedImages images;

    Functions(RegistryClient registries, SyncedImages images) {
        this.registries = registries;
        this.images = images;
    }

    /**
     * Begins to read the tags of an image that the program is about to declare: the component calls it at its construction,
     * long before the engine, which plans one resource after the other, comes to ask. Answers at once, and never fails.
     */
    Map<String, PropertyValue> lookAhead(Properties arguments) {
        Stream.of("source", "destination")
                .map(arguments::text)
                .flatMap(Stream::ofNullable)
                .forEach(this::lookAhead);
        return Map.of();
    }

    /** What is wrong with a reference is told by Check, with the property's path. */
    private void lookAhead(String reference) {
        try {
            images.lookAhead(ImageReference.parse(reference));
        } catch (ImagesyncException e) {
            return;
        }
    }

    /** Digest and media type of an image by one HEAD; its platforms by a GET as well. */
    Map<String, PropertyValue> getImage(Properties arguments, Cancellation cancellation) {
        arguments.refuseOthers(List.of("ref", "includePlatforms", "allowUnavailable"));
        ImageReference reference = required(arguments, "ref", ImageReference::parse);
        boolean includePlatforms = arguments.bool("includePlatforms").orElse(false);
        boolean allowUnavailable = arguments.bool("allowUnavailable").orElse(false);
        if (reference == null || !arguments.failures().isEmpty()) {
            return Map.of();
        }
        try {
            return includePlatforms
                    ? withPlatforms(reference, cancellation)
                    : describe(
                            reference, registries.find(reference, cancellation).orElseThrow(() -> notFound(reference)));
        } catch (ImagesyncException e) {
            if (allowUnavailable) {
                return UNAVAILABLE;
            }
            throw e;
        }
    }

    private Map<String, PropertyValue> withPlatforms(ImageReference reference, Cancellation cancellation) {
        Manifest manifest = registries.manifest(reference, cancellation).orElseThrow(() -> notFound(reference));
        Map<String, PropertyValue> image =
                describe(reference, new ManifestInfo(manifest.digest(), manifest.mediaType()));
        List<PropertyValue> platforms = new ArrayList<>();
        if (manifest.view() instanceof ManifestView.Index index) {
            for (Descriptor child : index.manifests()) {
                Platform platform = child.platform();
                // Attestations stand in an index with the platform unknown/unknown.
                if (platform != null && !platform.os().equals("unknown")) {
                    platforms.add(SyncedImageState.text(platform.toString()));
                }
            }
        }
        image.put("platforms", new PropertyValue.Array(platforms));
        return image;
    }

    private static Map<String, PropertyValue> describe(ImageReference reference, ManifestInfo info) {
        Map<String, PropertyValue> image = new LinkedHashMap<>();
        image.put("digest", SyncedImageState.text(info.digest().toString()));
        image.put(
                "digestRef",
                SyncedImageState.text(reference.repository().at(info.digest()).toString()));
        image.put("mediaType", SyncedImageState.text(info.mediaType()));
        image.put("platforms", NO_PLATFORMS);
        return image;
    }

    private static ImagesyncException notFound(ImageReference reference) {
        return Problem.ofInput(
                        Code.IMAGE_NOT_FOUND,
                        reference + " is not in its registry",
                        "check the spelling, or set allowUnavailable to go on without it")
                .toException();
    }

    /** The tags of a repository; their digests by one HEAD each as well. */
    Map<String, PropertyValue> getTags(Properties arguments, Cancellation cancellation) {
        arguments.refuseOthers(List.of("repository", "includeDigests"));
        Repository repository = required(arguments, "repository", Repository::parse);
        boolean includeDigests = arguments.bool("includeDigests").orElse(false);
        if (repository == null || !arguments.failures().isEmpty()) {
            return Map.of();
        }
        List<Tag> tags = registries.tags(repository, cancellation).orElseThrow(() -> Problem.ofInput(
                        Code.IMAGE_NOT_FOUND, repository + " does not exist", "check the spelling of the repository")
                .toException());
        List<PropertyValue> entries = new ArrayList<>();
        for (Tag tag : tags) {
            Map<String, PropertyValue> entry = new LinkedHashMap<>();
            entry.put("tag", SyncedImageState.text(tag.name()));
            Optional<ManifestInfo> info =
                    includeDigests ? registries.find(repository.at(tag), cancellation) : Optional.empty();
            info.ifPresent(found ->
                    entry.put("digest", SyncedImageState.text(found.digest().toString())));
            entries.add(new PropertyValue.Fields(entry));
        }
        return Map.of("tags", new PropertyValue.Array(entries));
    }

    /** The argument as a value; null, and a failure, if it is none. A function is only called when all is known. */
    private static <T> @Nullable T required(Properties arguments, String name, Function<String, T> reader) {
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
            Problem problem = e.problem();
            arguments.fail(name, problem.code(), problem.doing(), problem.next());
            return null;
        }
    }
}
