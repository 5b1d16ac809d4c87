package dev.imagesync;

import com.pulumi.core.Either;
import com.pulumi.core.Output;
import com.pulumi.exceptions.MissingRequiredPropertyException;
import dev.imagesync.enums.DeletePolicy;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * What an {@link ImageSync} mirrors, and to where.
 *
 * <p>{@code source} and {@code destination} are required. Every setter takes a value or an {@link Output}; a value of
 * {@code null} is the same as not setting it.
 */
public final class ImageSyncArgs {

    private final SyncedImageArgs image;
    private final @Nullable String knownSource;
    private final @Nullable String knownDestination;

    private ImageSyncArgs(SyncedImageArgs image, @Nullable String knownSource, @Nullable String knownDestination) {
        this.image = image;
        this.knownSource = knownSource;
        this.knownDestination = knownDestination;
    }

    /**
     * Starts with nothing set.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Image to mirror.
     *
     * @return the reference
     */
    public Output<String> source() {
        return image.source();
    }

    /**
     * Where the mirror stands.
     *
     * @return the reference, with its tag
     */
    public Output<String> destination() {
        return image.destination();
    }

    /**
     * Digest the source is pinned to.
     *
     * @return the digest, or empty: what the source points at
     */
    public Optional<Output<String>> sourceDigest() {
        return image.sourceDigest();
    }

    /**
     * Platforms to keep.
     *
     * @return the platforms, or empty: all
     */
    public Optional<Output<List<String>>> platforms() {
        return image.platforms();
    }

    /**
     * Whether referrers are copied as well.
     *
     * @return the choice, or empty: {@code false}
     */
    public Optional<Output<Boolean>> includeReferrers() {
        return image.includeReferrers();
    }

    /**
     * What goes when the image is replaced or deleted.
     *
     * @return the policy, or empty: {@code tag}
     */
    public Optional<Output<String>> deletePolicy() {
        return image.deletePolicy()
                .map(policy -> policy.applyValue(
                        given -> given == null ? null : given.either(text -> text, DeletePolicy::getValue)));
    }

    /** The source, if it is a plain text and not pinned: what the provider is going to resolve. */
    @Nullable
    String knownSource() {
        return knownSource;
    }

    /** The destination, if it is a plain text. */
    @Nullable
    String knownDestination() {
        return knownDestination;
    }

    SyncedImageArgs image() {
        return image;
    }

    /** Collects what to mirror. Not safe for use by several threads. */
    public static final class Builder {

        private @Nullable Output<String> source;
        private @Nullable Output<String> destination;
        private @Nullable String knownSource;
        private @Nullable String knownDestination;
        private final SyncedImageArgs.Builder image = SyncedImageArgs.builder();

        private Builder() {}

        /**
         * Image to mirror: {@code host/repository:tag} or {@code host/repository@sha256:...}; never written to. Required.
         * Without a host it is Docker Hub's, without a tag {@code latest}. Renamed with an equal digest, nothing is
         * copied.
         *
         * @param source the reference
         * @return this builder
         */
        public Builder source(@Nullable String source) {
            source(known(source));
            knownSource = source;
            return this;
        }

        /**
         * As {@link #source(String)}, from an output.
         *
         * @param source the reference
         * @return this builder
         */
        public Builder source(@Nullable Output<String> source) {
            this.source = source;
            knownSource = null;
            return this;
        }

        /**
         * Where the mirror stands: {@code host/repository:tag}. Required. The tag is the component's own: created, repaired
         * and deleted by it. Changing it replaces the image.
         *
         * @param destination the reference, with its tag
         * @return this builder
         */
        public Builder destination(@Nullable String destination) {
            destination(known(destination));
            knownDestination = destination;
            return this;
        }

        /**
         * As {@link #destination(String)}, from an output.
         *
         * @param destination the reference, with its tag
         * @return this builder
         */
        public Builder destination(@Nullable Output<String> destination) {
            this.destination = destination;
            knownDestination = null;
            return this;
        }

        /**
         * Pins the source to a digest: {@code sha256:} and 64 hexadecimal digits. Default: what {@code source} points at,
         * looked up at each preview. Another digest replaces the image.
         *
         * @param sourceDigest the digest
         * @return this builder
         */
        public Builder sourceDigest(@Nullable String sourceDigest) {
            return sourceDigest(known(sourceDigest));
        }

        /**
         * As {@link #sourceDigest(String)}, from an output.
         *
         * @param sourceDigest the digest
         * @return this builder
         */
        public Builder sourceDigest(@Nullable Output<String> sourceDigest) {
            image.sourceDigest(sourceDigest);
            return this;
        }

        /**
         * Platforms to keep of a multi-platform source, {@code os/arch} or {@code os/arch/variant}, such as
         * {@code linux/amd64}; their order does not matter. The copy is then a shorter index with a digest of its own.
         * Default: all, byte for byte. Changing it replaces the image.
         *
         * @param platforms the platforms
         * @return this builder
         */
        public Builder platforms(String... platforms) {
            return platforms(List.of(platforms));
        }

        /**
         * As {@link #platforms(String...)}, from a list.
         *
         * @param platforms the platforms
         * @return this builder
         */
        public Builder platforms(@Nullable List<String> platforms) {
            return platforms(known(platforms));
        }

        /**
         * As {@link #platforms(String...)}, from an output.
         *
         * @param platforms the platforms
         * @return this builder
         */
        public Builder platforms(@Nullable Output<List<String>> platforms) {
            image.platforms(platforms);
            return this;
        }

        /**
         * Whether signatures, SBOMs and other artifacts that refer to the image are copied as well, also those attached
         * upstream later. Default: {@code false}. Turned on, it updates in place; turned off, it removes nothing. Costs one
         * more request at each preview.
         *
         * @param includeReferrers the choice
         * @return this builder
         */
        public Builder includeReferrers(@Nullable Boolean includeReferrers) {
            return includeReferrers(known(includeReferrers));
        }

        /**
         * As {@link #includeReferrers(Boolean)}, from an output.
         *
         * @param includeReferrers the choice
         * @return this builder
         */
        public Builder includeReferrers(@Nullable Output<Boolean> includeReferrers) {
            image.includeReferrers(includeReferrers);
            return this;
        }

        /**
         * What goes when the image is replaced or deleted. {@code tag} (default) takes the tag, and only if it still points
         * at our digest; {@code image} also takes the manifest, when no other tag, index or referrer needs it;
         * {@code retain} touches nothing. Changing it updates the record only.
         *
         * @param deletePolicy the policy
         * @return this builder
         */
        public Builder deletePolicy(@Nullable String deletePolicy) {
            return deletePolicy(known(deletePolicy));
        }

        /**
         * As {@link #deletePolicy(String)}, by its name.
         *
         * @param deletePolicy the policy
         * @return this builder
         */
        public Builder deletePolicy(@Nullable DeletePolicy deletePolicy) {
            return deletePolicy(deletePolicy == null ? null : deletePolicy.getValue());
        }

        /**
         * As {@link #deletePolicy(String)}, from an output.
         *
         * @param deletePolicy the policy
         * @return this builder
         */
        public Builder deletePolicy(@Nullable Output<String> deletePolicy) {
            Output<Either<String, DeletePolicy>> given = deletePolicy == null
                    ? null
                    : deletePolicy.applyValue(policy -> policy == null ? null : Either.ofLeft(policy));
            image.deletePolicy(given);
            return this;
        }

        /**
         * Takes what was set.
         *
         * @return the arguments
         * @throws MissingRequiredPropertyException without a source or a destination
         */
        public ImageSyncArgs build() {
            if (source == null) {
                throw new MissingRequiredPropertyException("ImageSyncArgs", "source");
            }
            if (destination == null) {
                throw new MissingRequiredPropertyException("ImageSyncArgs", "destination");
            }
            var set = image.source(source).destination(destination).build();
            boolean isPinned = set.sourceDigest().isPresent();
            // a copy: the builder may go on
            return new ImageSyncArgs(
                    SyncedImageArgs.builder(set).build(), isPinned ? null : knownSource, knownDestination);
        }

        @Nullable
        private static <T> Output<T> known(@Nullable T value) {
            return value == null ? null : Output.of(value);
        }
    }
}
