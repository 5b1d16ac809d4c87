package dev.imagesync.cdktf;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import software.constructs.Construct;

/**
 * An image of a registry of ours, kept in step with its source.
 *
 * <pre>{@code
 * new ImagesyncProvider(this, "imagesync");
 * ImageSync busybox = new ImageSync(this, "busybox", ImageSyncConfig.builder()
 *         .source("docker.io/library/busybox:1.36")
 *         .destination("registry.corp.example/mirror/busybox:1.36")
 *         .build());
 * // busybox.getDigestRef() goes into the Deployment
 * }</pre>
 *
 * <p>It makes a {@link SyncedImage} of the same name that is created before the old one is destroyed, and, unless the program
 * pins the source itself, a {@link DataImagesyncImage} named {@code upstream} that pins it, so that a plan shows the new digest.
 * While the upstream is away the pin is null, and the image stays as it is. Another provider or a dependency is for both.
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
            // Null, which pins nothing, while the upstream tells none.
            wanted.sourceDigest(
                    new DataImagesyncImage(this, "upstream", config.upstream().build()).getDigest());
        }
        this.image = new SyncedImage(
                this,
                DEFAULT_CHILD,
                wanted.lifecycle(TerraformResourceLifecycle.builder()
                                .createBeforeDestroy(true)
                                .build())
                        .build());
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
}
