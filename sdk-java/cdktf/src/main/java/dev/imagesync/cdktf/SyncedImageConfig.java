package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link SyncedImage} is told. Immutable. */
public final class SyncedImageConfig extends MetaArguments {

    private SyncedImageConfig(Builder builder) {
        super(builder);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets the attributes; {@code source} and {@code destination} are required. */
    public static final class Builder extends MetaArguments.Builder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The image to copy, for example {@code docker.io/library/busybox:1.36}. Required. */
        public Builder source(String source) {
            return set("source", source);
        }

        /** The tag to keep: registry, repository and tag. Required. */
        public Builder destination(String destination) {
            return set("destination", destination);
        }

        /** Pins the source to this digest, {@code sha256:...}. Default: what the tag of the source points at. */
        public Builder sourceDigest(String sourceDigest) {
            return set("source_digest", sourceDigest);
        }

        /** The platforms to keep, for example {@code linux/amd64}, in any order. Default: all. */
        public Builder platforms(List<String> platforms) {
            return set("platforms", platforms);
        }

        /** Whether signatures, SBOMs and the like are copied too. Default: false. */
        public Builder includeReferrers(Boolean includeReferrers) {
            return set("include_referrers", includeReferrers);
        }

        /** Whether signatures, SBOMs and the like are copied too. Default: false. */
        public Builder includeReferrers(IResolvable includeReferrers) {
            return set("include_referrers", includeReferrers);
        }

        /** What a destroy takes away: {@code tag} (default), {@code image} or {@code retain}. */
        public Builder deletePolicy(String deletePolicy) {
            return set("delete_policy", deletePolicy);
        }

        /** How long each operation may take. Default: as long as it takes. */
        public Builder timeouts(@Nullable SyncedImageTimeouts timeouts) {
            return set("timeouts", timeouts == null ? null : timeouts.toMap());
        }

        /**
         * Checks that what is required is there.
         *
         * @throws IllegalArgumentException if {@code source} or {@code destination} is missing or empty
         */
        public SyncedImageConfig build() {
            requireInputs(attributes);
            return new SyncedImageConfig(this);
        }
    }

    static void requireInputs(Attributes attributes) {
        attributes
                .require("source", "name the image to copy, for example docker.io/library/busybox:1.36")
                .require("destination", "name the tag to keep, for example registry.corp.example/mirror/busybox:1.36");
    }
}
