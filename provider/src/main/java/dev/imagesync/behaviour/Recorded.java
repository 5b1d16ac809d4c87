package dev.imagesync.behaviour;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.Digest;
import dev.imagesync.reference.ImageReference;
import dev.imagesync.reference.Platform;
import dev.imagesync.reference.Selection;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's state holds.
 *
 * @param source where the image came from; null after an import by destination alone
 * @param destination the tag that is kept
 * @param content what was copied
 * @param observedDigest what was seen at the tag last; null if it was missing
 * @param options how much of the image was copied, and what a delete takes away
 */
public record Recorded(
        @Nullable ImageReference source,
        ImageReference destination,
        Content content,
        @Nullable Digest observedDigest,
        Options options) {

    /**
     * What was copied.
     *
     * @param sourceDigest the digest at the source
     * @param digest the digest that the tag shall point at: ours to repair and to delete
     * @param mediaType the media type of the image; empty if it is not known
     */
    public record Content(Digest sourceDigest, Digest digest, String mediaType) {

        /** An image that was copied as it is. */
        public static Content of(Digest digest, String mediaType) {
            return new Content(digest, digest, mediaType);
        }
    }

    /** How much of the image was copied, and what a delete takes away. */
    public record Options(Selection selection, DeletePolicy deletePolicy) {

        /** The whole image without referrers, and a delete takes the tag. */
        public static final Options DEFAULTS = new Options(Selection.WHOLE, DeletePolicy.TAG);
    }

    public Recorded {
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(content, "content");
    }

    /**
     * Reads what an engine's state holds.
     *
     * @throws ImagesyncException IS6001 if the state was written by something else
     */
    public static Recorded read(Fields state) {
        try {
            Digest digest = Digest.parse(required(state, Property.DIGEST));
            Digest sourceDigest = digest(state, Property.SOURCE_DIGEST);
            String source = state.text(Property.SOURCE.label());
            String policy = state.text(Property.DELETE_POLICY.label());
            return new Recorded(
                    source == null ? null : ImageReference.parse(source),
                    ImageReference.parse(required(state, Property.DESTINATION)),
                    new Content(
                            sourceDigest == null ? digest : sourceDigest,
                            digest,
                            Objects.requireNonNullElse(state.text(Property.MEDIA_TYPE.label()), "")),
                    digest(state, Property.OBSERVED_DIGEST),
                    new Options(
                            selection(state),
                            policy == null
                                    ? DeletePolicy.TAG
                                    : DeletePolicy.named(policy).orElse(DeletePolicy.TAG)));
        } catch (ImagesyncException e) {
            throw Problem.ofInput(
                            Code.STATE_UNREADABLE,
                            e.problem().doing(),
                            "take the resource out of the state ({stateRemoval}) and import it again")
                    .toException(e);
        }
    }

    private static Selection selection(Fields state) {
        return new Selection(
                state.texts(Property.PLATFORMS.label()).stream()
                        .map(Platform::parse)
                        .collect(Collectors.toSet()),
                state.bool(Property.INCLUDE_REFERRERS.label()).orElse(false));
    }

    private static @Nullable Digest digest(Fields state, Property property) {
        String text = state.text(property.label());
        return text == null || text.isEmpty() ? null : Digest.parse(text);
    }

    private static String required(Fields state, Property property) {
        String value = state.text(property.label());
        if (value == null) {
            throw Problem.ofInput(Code.STATE_UNREADABLE, "the state has no {" + property.label() + "}", "")
                    .toException();
        }
        return value;
    }

    public Digest sourceDigest() {
        return content.sourceDigest();
    }

    public Digest digest() {
        return content.digest();
    }

    public DeletePolicy deletePolicy() {
        return options.deletePolicy();
    }

    public Selection selection() {
        return options.selection();
    }

    /** What dependants use: the destination repository and the digest, never the tag. */
    public ImageReference digestRef() {
        return destination.repository().at(digest());
    }

    /** What a look at the tag showed when this was recorded. */
    public Seen lastSeen() {
        return observedDigest == null ? new Seen.Absent() : new Seen.Present(observedDigest);
    }

    /** The same record after another look at the tag; an answer that tells nothing changes nothing. */
    public Recorded seen(Seen now) {
        return switch (now) {
            case Seen.Present present -> observed(present.digest());
            case Seen.Absent _ -> observed(null);
            case Seen.Unreadable _ -> this;
        };
    }

    private Recorded observed(@Nullable Digest digest) {
        return new Recorded(source, destination, content, digest, options);
    }

    /**
     * The record after an update in place: the image stays, its tag points at it, and the rest is as the program wants it.
     *
     * @param mediaType what the registry tells of the image now
     */
    public Recorded updated(Desired desired, String mediaType) {
        return new Recorded(
                desired.source().known().orElse(source),
                destination,
                new Content(sourceDigest(), digest(), mediaType),
                digest(),
                new Options(desired.selection(), desired.deletePolicy()));
    }
}
