package dev.imagesync.behaviour;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The inputs of a synced image, read once. Not thread-safe. */
public final class Inputs {

    private final Fields fields;

    private Inputs(Fields fields) {
        this.fields = fields;
    }

    /**
     * What the inputs say. All that is wrong with them is noted as failures of the fields, before any registry is asked. What is
     * not known yet is not judged.
     *
     * @return empty if anything is wrong
     */
    public static Optional<Desired> read(Fields fields) {
        int before = fields.failureCount();
        Desired desired = new Inputs(fields).desired();
        return fields.failureCount() == before ? Optional.of(desired) : Optional.empty();
    }

    /**
     * Inputs that were checked before, as the engine gives them again.
     *
     * @throws ImagesyncException IS1006 if they are not what was checked
     */
    public static Desired readChecked(Fields fields) {
        return read(fields).orElseThrow(() -> Problem.ofInput(
                        Code.INPUT_INVALID,
                        "the engine sent inputs that were never checked",
                        "update the engine; if it stays so, report it as a defect of imagesync")
                .toException());
    }

    /** What the user should know about inputs that are right. */
    public static List<Notice> notices(Fields fields) {
        String destination = fields.text(Property.DESTINATION.label());
        return destination != null && !ImageReference.namesVersion(destination)
                ? List.of(Notices.withoutTag(fields.shown(Property.DESTINATION.label())))
                : List.of();
    }

    private Desired desired() {
        Late<ImageReference> source = required(Property.SOURCE, ImageReference::parse);
        Late<ImageReference> destination = required(Property.DESTINATION, ImageReference::parseDestination);
        Pin pin = pin(source.known().map(ImageReference::digest).orElse(null));
        Desired desired = new Desired(source, destination, pin, platforms(), options());
        refuseCopyOntoItself(desired);
        return desired;
    }

    /** While the field is wrong, its value counts as not known: nothing else is judged by it. */
    private Late<ImageReference> required(Property property, Function<String, ImageReference> reader) {
        if (!fields.isSet(property.label())) {
            fields.fail(property.label(), Code.INPUT_INVALID, "{" + property.label() + "} is missing", "set it");
        }
        ImageReference value = read(property, reader);
        return value == null ? Late.unknown() : Late.of(value);
    }

    private <T> @Nullable T read(Property property, Function<String, T> reader) {
        String text = fields.text(property.label());
        if (text == null) {
            return null;
        }
        try {
            return reader.apply(text);
        } catch (ImagesyncException e) {
            fields.fail(property.label(), e.problem());
            return null;
        }
    }

    /** A source by digest is a pin as well; a second one may only say the same. */
    private Pin pin(@Nullable Digest ofSource) {
        if (fields.isUnknown(Property.SOURCE_DIGEST.label())) {
            return ofSource == null ? new Pin.Unknown() : new Pin.To(ofSource);
        }
        Digest digest = read(Property.SOURCE_DIGEST, Digest::parse);
        if (digest != null && ofSource != null && !digest.equals(ofSource)) {
            fields.fail(
                    Property.SOURCE_DIGEST.label(),
                    Code.INPUT_INVALID,
                    "the source is pinned to " + ofSource + ", and {sourceDigest} to " + digest,
                    "keep one of them");
        }
        if (digest == null) {
            return ofSource == null ? new Pin.None() : new Pin.To(ofSource);
        }
        return new Pin.To(digest);
    }

    private Late<Set<Platform>> platforms() {
        String name = Property.PLATFORMS.label();
        if (fields.isUnknown(name)) {
            return Late.unknown();
        }
        Set<Platform> platforms = new HashSet<>();
        List<String> texts = fields.texts(name);
        for (int i = 0; i < texts.size(); i++) {
            try {
                platforms.add(Platform.parse(texts.get(i)));
            } catch (ImagesyncException e) {
                fields.fail(name + "[" + i + "]", e.problem());
            }
        }
        return Late.of(Set.copyOf(platforms));
    }

    private Desired.Options options() {
        String referrers = Property.INCLUDE_REFERRERS.label();
        String policy = Property.DELETE_POLICY.label();
        DeletePolicy named = read(Property.DELETE_POLICY, Inputs::policy);
        return new Desired.Options(
                fields.isUnknown(referrers)
                        ? Late.unknown()
                        : Late.of(fields.bool(referrers).orElse(false)),
                fields.isUnknown(policy) ? Late.unknown() : Late.of(named == null ? DeletePolicy.TAG : named));
    }

    private static DeletePolicy policy(String name) {
        return DeletePolicy.named(name).orElseThrow(() -> Problem.ofInput(
                        Code.INPUT_INVALID,
                        "{deletePolicy} is \"" + name + "\"",
                        "write tag (the default), image or retain")
                .toException());
    }

    private void refuseCopyOntoItself(Desired desired) {
        ImageReference to = desired.destination().known().orElse(null);
        if (to != null && !desired.isFromElsewhere(to)) {
            fields.fail(
                    Property.DESTINATION.label(),
                    Code.SOURCE_IS_DESTINATION,
                    "both are " + to,
                    "name another registry, repository or tag as the destination");
        }
    }
}
