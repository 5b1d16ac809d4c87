package dev.imagesync.terraform;

import dev.imagesync.lifecycle.Lookup;
import dev.imagesync.operation.Operation;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Repository;
import dev.imagesync.tfvalues.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The data sources {@code imagesync_image} and {@code imagesync_tags}. Thread-safe. */
final class DataSources {

    static final String IMAGE = "imagesync_image";
    static final String TAGS = "imagesync_tags";

    private final Lookup lookup;

    DataSources(Lookup lookup) {
        this.lookup = lookup;
    }

    static void validate(String type, Value config, Diagnostics diagnostics) {
        TerraformFields wanted = TerraformFields.of(config, diagnostics);
        if (type.equals(IMAGE)) {
            ImageReference _ = read(wanted, "ref", ImageReference::parse, diagnostics);
        } else {
            Repository _ = read(wanted, "repository", Repository::parse, diagnostics);
        }
    }

    private static <T> @Nullable T read(
            TerraformFields config, String name, Function<String, T> reader, Diagnostics diagnostics) {
        String text = config.text(name);
        try {
            return text == null ? null : reader.apply(text);
        } catch (ImagesyncException e) {
            diagnostics.error(name, e.problem().oneLine());
            return null;
        }
    }

    Value.Fields read(String type, Value.Fields config, Diagnostics diagnostics, Operation operation) {
        return type.equals(IMAGE)
                ? image(config, TerraformFields.of(config, diagnostics), operation)
                : tags(config, TerraformFields.of(config, diagnostics), operation);
    }

    private Value.Fields image(Value.Fields config, TerraformFields wanted, Operation operation) {
        return lookup.image(
                        ImageReference.parse(required(wanted, "ref")),
                        wanted.bool("includePlatforms").orElse(false),
                        wanted.bool("allowUnavailable").orElse(false),
                        operation)
                .map(image -> describe(
                        config,
                        Value.of(image.digest().toString()),
                        Value.of(image.digestRef().toString()),
                        Value.of(image.mediaType()),
                        new Value.ListValue(image.platforms().stream()
                                .<Value>map(platform -> Value.of(platform.toString()))
                                .toList())))
                // A digest that is null pins nothing, so that it goes into a resource as it is.
                .orElseGet(() -> describe(config, Value.none(), Value.none(), Value.none(), Value.none()));
    }

    private static Value.Fields describe(
            Value.Fields config, Value digest, Value digestRef, Value mediaType, Value platforms) {
        return config.with("digest", digest)
                .with("digest_ref", digestRef)
                .with("media_type", mediaType)
                .with("platforms", platforms);
    }

    private Value.Fields tags(Value.Fields config, TerraformFields wanted, Operation operation) {
        List<Value> tags = new ArrayList<>();
        for (Lookup.TagEntry entry : lookup.tags(
                Repository.parse(required(wanted, "repository")),
                wanted.bool("includeDigests").orElse(false),
                operation)) {
            Digest digest = entry.digest();
            tags.add(Value.fields(Map.of(
                    "tag",
                    Value.of(entry.tag().name()),
                    "digest",
                    digest == null ? Value.none() : Value.of(digest.toString()))));
        }
        return config.with("tags", new Value.ListValue(tags));
    }

    private static String required(TerraformFields config, String name) {
        String text = config.text(name);
        if (text == null) {
            throw Problem.ofInput(Code.INPUT_INVALID, "{" + name + "} is not known", "give it a value")
                    .toException();
        }
        return text;
    }
}
