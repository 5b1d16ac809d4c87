package dev.imagesync.cdktf;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * An image of a registry of ours, kept in step with its source.
 *
 * <pre>{@code
 * new ImagesyncProvider(this, "imagesync");
 * ImageSync busybox = ImageSync.Builder.create(this, "busybox")
 *         .source("docker.io/library/busybox:1.36")
 *         .destination("registry.corp.example/mirror/busybox:1.36")
 *         .build();
 * // busybox.getDigestRef() goes into the Deployment
 * }</pre>
 *
 * <p>It makes a {@link SyncedImage} of the same name, and, unless the program pins the source itself, a
 * {@link DataImagesyncImage} named {@code upstream} that pins it, so that a plan shows the new digest. While the upstream is away
 * the pin is null, and the image stays as it is. What Terraform takes besides the inputs goes where it belongs:
 *
 * <ul>
 *   <li>{@code provider}, {@code count} and {@code forEach} are for both.
 *   <li>{@code lifecycle} is the image's. Unless it says otherwise the new image is created before the old one is destroyed.
 *       {@code preventDestroy} refuses every plan that would take the image away, and that is one that replaces it because the
 *       source has moved, too: pin the source, or ignore {@code source_digest}, to stay with what is there.
 *       {@code ignoreChanges} has the names of HCL: with {@code source_digest} the image no longer follows its source.
 *   <li>{@code dependsOn} is for both, since the source may be what is waited for. In a plan that changes what is waited for, the
 *       source is read by the apply; its digest is not known, and the plan shows a replacement, also where the image will turn
 *       out to be the same. What only the destination needs, such as the repository that it stands in, is better named in
 *       {@code destination} by an attribute of that resource: then the image alone waits, and the plan knows the digest.
 * </ul>
 */
public class ImageSync extends Construct {

    /** What constructs call the child that stands for them: it takes their name, so its address is {@code imagesync.busybox}. */
    private static final String DEFAULT_CHILD = "Default";

    private final SyncedImage image;

    /**
     * Adds it to a scope of a stack.
     *
     * @param id its name in the scope
     */
    public ImageSync(Construct scope, String id, ImageSyncConfig config) {
        super(scope, id);
        SyncedImageConfig.Builder wanted = config.image();
        if (!config.isPinned()) {
            DataImagesyncImage upstream = new DataImagesyncImage(this, "upstream", config.upstream());
            // Null, which pins nothing, while the upstream tells none.
            wanted.sourceDigest(upstream.digestOf(config.instance()));
        }
        this.image = new SyncedImage(
                this,
                DEFAULT_CHILD,
                wanted.lifecycle(createdFirst(config.lifecycle())).build());
    }

    /** As the program wants it; what it does not say is that the new image comes first. */
    private static TerraformResourceLifecycle createdFirst(@Nullable TerraformResourceLifecycle wanted) {
        TerraformResourceLifecycle.Builder lifecycle = TerraformResourceLifecycle.builder();
        if (wanted == null) {
            return lifecycle.createBeforeDestroy(true).build();
        }
        Boolean isCreatedFirst = wanted.getCreateBeforeDestroy();
        lifecycle
                .createBeforeDestroy(isCreatedFirst == null || isCreatedFirst)
                .preventDestroy(wanted.getPreventDestroy())
                .precondition(wanted.getPrecondition())
                .postcondition(wanted.getPostcondition())
                .replaceTriggeredBy(wanted.getReplaceTriggeredBy());
        ignore(wanted.getIgnoreChanges(), lifecycle);
        return lifecycle.build();
    }

    /** Everything, {@code all}, or a list of attributes. */
    @SuppressWarnings("unchecked")
    private static void ignore(@Nullable Object changes, TerraformResourceLifecycle.Builder lifecycle) {
        if (changes instanceof String all) {
            lifecycle.ignoreChanges(all);
        } else {
            lifecycle.ignoreChanges((List<String>) changes);
        }
    }

    /** {@code registry/repository@digest}, a token: what goes into a Deployment. */
    public String getDigestRef() {
        return image.getDigestRef();
    }

    /** The digest that the tag points at, a token. */
    public String getDigest() {
        return image.getDigest();
    }

    /** The digest of the source that was copied, a token; another one than {@link #getDigest} if not all platforms are kept. */
    public String getSourceDigest() {
        return image.getSourceDigest();
    }

    /** The resource, for what only it has, such as {@code importFrom}. */
    public SyncedImage getImage() {
        return image;
    }

    /** Sets the attributes, and adds it to its scope. */
    public static final class Builder extends SyncedImageInputs<Builder>
            implements software.amazon.jsii.Builder<ImageSync> {

        private final Construct scope;
        private final String id;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /**
         * Begins one in a scope of a stack.
         *
         * @param id its name in the scope
         */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Adds it to its scope.
         *
         * @throws IllegalArgumentException if {@code source} or {@code destination} is missing or empty
         */
        @Override
        public ImageSync build() {
            return new ImageSync(scope, id, new ImageSyncConfig(this));
        }
    }
}
