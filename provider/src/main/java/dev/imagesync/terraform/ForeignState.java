package dev.imagesync.terraform;

import dev.imagesync.behaviour.DeletePolicy;
import dev.imagesync.behaviour.Recorded;
import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Selection;
import dev.imagesync.terraform.rpc.MoveResourceState;
import dev.imagesync.terraform.rpc.RawState;
import dev.imagesync.tfvalues.Json;
import dev.imagesync.tfvalues.Type;
import dev.imagesync.tfvalues.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * State that a {@code moved} block takes over: of other providers' resources that copy images, and of our own when the address of
 * the provider has changed. Terraform asks for it before the provider is configured, so no registry is asked: a resource whose state
 * tells no digest cannot be taken. What a destroy left alone is left alone by the record too, until the first apply follows the
 * program.
 */
final class ForeignState {

    private static final String OURS = "imagesync/imagesync";
    private static final String IN_A_REGISTRY = "docker://";
    private static final List<String> ARCHIVES = List.of(".tar", ".tar.gz", ".tgz");

    private static final Type SOMEWHERE = Type.list(Type.object(Map.of("image", Type.string())));

    private static final List<Origin> ORIGINS = List.of(
            new Origin("shesl/imagesync", ResourceCalls.RESOURCE, ResourceCalls::upgrade),
            new Origin(
                    "bsquare-corp/skopeo2",
                    "skopeo2_copy",
                    firstVersion(
                            skopeo("source", "destination", SOMEWHERE),
                            old -> ofSkopeo(image(old.get("source")), image(old.get("destination")), old))),
            new Origin(
                    "abergmeier/skopeo",
                    "skopeo_copy",
                    firstVersion(
                            skopeo("source_image", "destination_image", Type.string()),
                            old -> ofSkopeo(
                                    ResourceState.text(old.get("source_image")),
                                    ResourceState.text(old.get("destination_image")),
                                    old))),
            new Origin(
                    "adam-tylr/crane",
                    "crane_image",
                    firstVersion(
                            Type.object(Map.of(
                                    "source", Type.string(), "destination", Type.string(), "digest", Type.string())),
                            ForeignState::ofCrane)));

    /** Makes our state of another one. */
    private interface Rule {
        Value takeOver(long version, RawState state);
    }

    /**
     * A resource that can be taken over.
     *
     * @param provider namespace and type of its provider, in lower case: whatever registry it came from
     */
    private record Origin(String provider, String resource, Rule rule) {

        /** Whether this is meant; {@code state replace-provider} may have given it to us before. */
        boolean is(String address, String type) {
            String named = address.toLowerCase(Locale.ROOT);
            return resource.equals(type) && (isNamed(provider, named) || isNamed(OURS, named));
        }

        /** OpenTofu before 1.12.4 tells the last part of an address alone. */
        private static boolean isNamed(String provider, String address) {
            return ("/" + address).endsWith("/" + provider)
                    || address.equals(provider.substring(provider.indexOf('/') + 1));
        }

        String shown() {
            return resource + " (" + provider + ")";
        }
    }

    private ForeignState() {}

    static Value takeOver(MoveResourceState.Request request) {
        Origin origin = ORIGINS.stream()
                .filter(one -> one.is(request.getSourceProviderAddress(), request.getSourceTypeName()))
                .findFirst()
                .orElseThrow(() -> unknown(request));
        return origin.rule().takeOver(request.getSourceSchemaVersion(), request.getSourceState());
    }

    /** Reads state of version 0, the only one that these resources have had. */
    private static Rule firstVersion(Type type, Function<Value.Fields, Recorded> rule) {
        return (version, state) -> {
            if (version > 0 || state.getJson().isEmpty()) {
                throw Problem.ofInput(
                                Code.STATE_UNREADABLE,
                                "the old state has version " + version + ", and this provider knows 0",
                                "take the resource out of the state ({stateRemoval}) and import the image")
                        .toException();
            }
            Value old = Json.decode(type, state.getJson().toByteArray());
            return ResourceState.imported(rule.apply(Messages.fields(old)));
        };
    }

    private static ImagesyncException unknown(MoveResourceState.Request request) {
        return Problem.ofInput(
                        Code.INPUT_INVALID,
                        "the state of " + request.getSourceTypeName() + " of " + request.getSourceProviderAddress()
                                + " cannot be moved to imagesync",
                        "take the moved block away and import the image; what can be moved: "
                                + ORIGINS.stream().map(Origin::shown).collect(Collectors.joining(", ")))
                .toException();
    }

    private static Type skopeo(String source, String destination, Type somewhere) {
        return Type.object(Map.of(
                source, somewhere, destination, somewhere, "docker_digest", Type.string(), "keep_image", Type.bool()));
    }

    private static @Nullable String image(Value somewhere) {
        return somewhere instanceof Value.ListValue list && !list.elements().isEmpty()
                ? ResourceState.text(Messages.fields(list.elements().getFirst()).get("image"))
                : null;
    }

    /** Skopeo names a transport in front; of its transports, {@code docker} alone means a registry. */
    private static Recorded ofSkopeo(@Nullable String source, @Nullable String destination, Value.Fields old) {
        if (destination == null || !destination.startsWith(IN_A_REGISTRY)) {
            throw noTag(destination);
        }
        boolean isKept = old.get("keep_image").equals(Value.of(true));
        return recorded(
                source != null && source.startsWith(IN_A_REGISTRY) ? source.substring(IN_A_REGISTRY.length()) : null,
                destination.substring(IN_A_REGISTRY.length()),
                ResourceState.text(old.get("docker_digest")),
                isKept ? DeletePolicy.RETAIN : DeletePolicy.TAG);
    }

    /** Crane takes a file too, and deletes nothing. */
    private static Recorded ofCrane(Value.Fields old) {
        return recorded(
                ResourceState.text(old.get("source")),
                ResourceState.text(old.get("destination")),
                ResourceState.text(old.get("digest")),
                DeletePolicy.RETAIN);
    }

    private static Recorded recorded(
            @Nullable String source, @Nullable String destination, @Nullable String digest, DeletePolicy policy) {
        if (destination == null
                || reference(destination).filter(tag -> tag.digest() == null).isEmpty()) {
            throw noTag(destination);
        }
        if (digest == null || digest.isEmpty()) {
            throw unreadable("it tells no digest");
        }
        Digest copied = Digest.parse(digest);
        return new Recorded(
                source == null || isFile(source) ? null : ImageReference.parse(source),
                ImageReference.parse(destination),
                Recorded.Content.of(copied, ""),
                copied,
                new Recorded.Options(Selection.WHOLE, policy));
    }

    private static ImagesyncException noTag(@Nullable String destination) {
        return unreadable("its destination, " + destination + ", is no tag of a registry");
    }

    private static ImagesyncException unreadable(String reason) {
        return Problem.ofInput(
                        Code.STATE_UNREADABLE,
                        "of the old state: " + reason,
                        "take the moved block away, and import the image or let it be copied")
                .toException();
    }

    /** What is no image of a registry is no source of ours: the first apply notes the one that the program has now. */
    private static boolean isFile(String source) {
        return ARCHIVES.stream().anyMatch(source::endsWith) || reference(source).isEmpty();
    }

    private static Optional<ImageReference> reference(String text) {
        try {
            return Optional.of(ImageReference.parse(text));
        } catch (ImagesyncException e) {
            return Optional.empty();
        }
    }
}
