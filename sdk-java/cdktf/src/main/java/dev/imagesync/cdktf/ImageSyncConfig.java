package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;
import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.Token;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an {@link ImageSync} is told. Immutable. */
public final class ImageSyncConfig {

    private final Map<String, Object> attributes;
    private final @Nullable TerraformProvider provider;
    private final List<ITerraformDependable> dependsOn;

    private ImageSyncConfig(Builder builder) {
        this.attributes = builder.attributes.toMap();
        this.provider = builder.provider;
        this.dependsOn = builder.dependsOn;
    }

    String source() {
        return (String) Objects.requireNonNull(attributes.get("source"), "source");
    }

    /** Whether the program itself says which digest to copy. */
    boolean isPinned() {
        return attributes.containsKey("source_digest") || (!Token.isUnresolved(source()) && source().contains("@"));
    }

    SyncedImageConfig.Builder image() {
        SyncedImageConfig.Builder image = SyncedImageConfig.builder();
        attributes.forEach(image::set);
        return linked(image);
    }

    DataImagesyncImageConfig.Builder upstream() {
        return linked(DataImagesyncImageConfig.builder().ref(source()).allowUnavailable(true));
    }

    private <B extends MetaArguments.Builder<B>> B linked(B block) {
        if (provider != null) {
            block.provider(provider);
        }
        return dependsOn.isEmpty() ? block : block.dependsOn(dependsOn);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets the inputs; {@code source} and {@code destination} are required. */
    public static final class Builder {

        private final Attributes attributes = new Attributes();
        private @Nullable TerraformProvider provider;
        private List<ITerraformDependable> dependsOn = List.of();

        private Builder() {}

        /** The image to copy, for example {@code docker.io/library/busybox:1.36}. Required. */
        public Builder source(String source) {
            attributes.set("source", source);
            return this;
        }

        /** The tag to keep: registry, repository and tag. Required. */
        public Builder destination(String destination) {
            attributes.set("destination", destination);
            return this;
        }

        /** Pins the source to this digest, {@code sha256:...}. Default: what the tag of the source points at. */
        public Builder sourceDigest(String sourceDigest) {
            attributes.set("source_digest", sourceDigest);
            return this;
        }

        /** The platforms to keep, for example {@code linux/amd64}, in any order. Default: all. */
        public Builder platforms(List<String> platforms) {
            attributes.set("platforms", platforms);
            return this;
        }

        /** Whether signatures, SBOMs and the like are copied too. Default: false. */
        public Builder includeReferrers(Boolean includeReferrers) {
            attributes.set("include_referrers", includeReferrers);
            return this;
        }

        /** Whether signatures, SBOMs and the like are copied too. Default: false. */
        public Builder includeReferrers(IResolvable includeReferrers) {
            attributes.set("include_referrers", includeReferrers);
            return this;
        }

        /** What a destroy takes away: {@code tag} (default), {@code image} or {@code retain}. */
        public Builder deletePolicy(String deletePolicy) {
            attributes.set("delete_policy", deletePolicy);
            return this;
        }

        /** How long each operation may take. Default: as long as it takes. */
        public Builder timeouts(@Nullable SyncedImageTimeouts timeouts) {
            attributes.set("timeouts", timeouts == null ? null : timeouts.toMap());
            return this;
        }

        /** The provider to use. Default: the stack's. */
        public Builder provider(@Nullable TerraformProvider provider) {
            this.provider = provider;
            return this;
        }

        /** What must be done before the copy. */
        public Builder dependsOn(List<? extends ITerraformDependable> dependencies) {
            this.dependsOn = List.copyOf(dependencies);
            return this;
        }

        /**
         * Checks that what is required is there.
         *
         * @throws IllegalArgumentException if {@code source} or {@code destination} is missing or empty
         */
        public ImageSyncConfig build() {
            SyncedImageConfig.requireInputs(attributes);
            return new ImageSyncConfig(this);
        }
    }
}
