package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets what a synced image is told; {@code source} and {@code destination} are required.
 *
 * @param <B> the builder itself
 */
public abstract class SyncedImageInputs<B extends SyncedImageInputs<B>> extends MetaArguments.Builder<B> {

    SyncedImageInputs() {}

    /** The image to copy, for example {@code docker.io/library/busybox:1.36}. Required. */
    public B source(String source) {
        return set("source", source);
    }

    /** The tag to keep: registry, repository and tag. Required. */
    public B destination(String destination) {
        return set("destination", destination);
    }

    /** Pins the source to this digest, {@code sha256:...}. Default: what the tag of the source points at. */
    public B sourceDigest(@Nullable String sourceDigest) {
        return set("source_digest", sourceDigest);
    }

    /** The platforms to keep, for example {@code linux/amd64}, in any order. Default: all. */
    public B platforms(@Nullable List<String> platforms) {
        return set("platforms", platforms);
    }

    /** Whether signatures, SBOMs and the like are copied too. Default: false. */
    public B includeReferrers(@Nullable Boolean includeReferrers) {
        return set("include_referrers", includeReferrers);
    }

    /** Whether signatures, SBOMs and the like are copied too. Default: false. */
    public B includeReferrers(IResolvable includeReferrers) {
        return set("include_referrers", includeReferrers);
    }

    /** What a destroy takes away: {@code tag} (default), {@code image} or {@code retain}. */
    public B deletePolicy(@Nullable String deletePolicy) {
        return set("delete_policy", deletePolicy);
    }

    /** How long each operation may take. Default: as long as it takes. */
    public B timeouts(@Nullable SyncedImageTimeouts timeouts) {
        return set("timeouts", timeouts);
    }

    /** These, if what is required is there. */
    B complete() {
        attributes
                .require("source", "name the image to copy, for example docker.io/library/busybox:1.36")
                .require("destination", "name the tag to keep, for example registry.corp.example/mirror/busybox:1.36");
        return self();
    }
}
