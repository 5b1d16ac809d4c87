package dev.imagesync;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * Keeps an image of our own registry in step with an upstream image, and hands its digest to whatever runs it.
 *
 * <pre>{@code
 * var app = new ImageSync("app", ImageSyncArgs.builder()
 *     .source("docker.io/library/busybox:1.37")
 *     .destination("registry.example.com/mirror/busybox:1.37")
 *     .build());
 *
 * ContainerArgs.builder().name("app").image(app.digestRef()).build();
 * }</pre>
 *
 * <p>The source and the destination are read at every preview. When the source has moved to another digest the image
 * is replaced: the new one is in place before the old one goes, and everything that takes {@link #digestRef()} moves
 * with it. When the destination was overwritten or removed it is put back in place, and nothing else moves. What goes
 * on delete is {@link ImageSyncArgs.Builder#deletePolicy(String)}.
 *
 * <p>Outputs: {@link #digestRef()}, {@link #digest()} and {@link #sourceDigest()}, also registered under these names;
 * {@link #image()} gives the rest.
 *
 * <p>The component holds one {@link SyncedImage} of the same name. Options of the component act on that child:
 * {@code provider} or {@code providers}, {@code dependsOn}, {@code protect}, {@code retainOnDelete},
 * {@code ignoreChanges}, {@code replaceOnChanges}, {@code replaceWith}, {@code replacementTrigger}, {@code hideDiffs},
 * {@code customTimeouts}, {@code version}, {@code pluginDownloadURL} and {@code resourceTransformations}.
 * {@code aliases} name former components; the engine derives the child's former names from them. What a component's
 * options do not have, such as {@code deleteBeforeReplace} or {@code importId}, is set by a resource transformation.
 */
public class ImageSync extends ComponentResource {

    /** Type of the component in the state, and in names that the engine gives. */
    public static final String TYPE = "imagesync:index:ImageSync";

    private final SyncedImage image;

    /**
     * Keeps an image in step, with no options.
     *
     * @param name name of the component and of its child, unique in the stack
     * @param args what to mirror, and to where
     */
    public ImageSync(String name, ImageSyncArgs args) {
        this(name, args, null);
    }

    /**
     * Keeps an image in step.
     *
     * @param name name of the component and of its child, unique in the stack
     * @param args what to mirror, and to where
     * @param options parent, provider and the like; they act on the child too. {@code null}: none
     */
    public ImageSync(String name, ImageSyncArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, options);
        Objects.requireNonNull(args, "args: what to mirror, see ImageSyncArgs.builder()");
        LookAhead.at(this, args, options);
        this.image = new SyncedImage(name, args.image(), childOptions(options));
        registerOutputs(Map.of("digestRef", digestRef(), "digest", digest(), "sourceDigest", sourceDigest()));
    }

    /**
     * Reference by digest, {@code host/repository@sha256:...}: what dependants pull. It changes when the content
     * changes, and only then. Known in a preview already, when the source can be read.
     *
     * @return the reference
     */
    public Output<String> digestRef() {
        return image.digestRef();
    }

    /**
     * Digest of the image at the destination: {@code sha256:} and 64 hexadecimal digits. Equal to
     * {@link #sourceDigest()} unless {@code platforms} are given.
     *
     * @return the digest
     */
    public Output<String> digest() {
        return image.digest();
    }

    /**
     * Digest of the source that was copied: {@code sha256:} and 64 hexadecimal digits.
     *
     * @return the digest
     */
    public Output<String> sourceDigest() {
        return image.sourceDigest();
    }

    /**
     * The resource that does the work, with all its outputs.
     *
     * @return the one child
     */
    public SyncedImage image() {
        return image;
    }

    /**
     * The provider is inherited through the parent, as are transformations; aliases the engine derives. A copied alias
     * would claim the component's own former state for the child.
     */
    private CustomResourceOptions childOptions(@Nullable ComponentResourceOptions given) {
        var child = CustomResourceOptions.builder().parent(this);
        if (given == null) {
            return child.build();
        }
        return child.dependsOn(given.getDependsOn())
                .protect(given.getProtect().orElse(null))
                .retainOnDelete(given.getRetainOnDelete().orElse(null))
                .ignoreChanges(given.getIgnoreChanges())
                .replaceOnChanges(given.getReplaceOnChanges())
                .replaceWith(given.getReplaceWith())
                .replacementTrigger(given.getReplacementTrigger().orElse(null))
                .hideDiffs(given.getHideDiffs())
                .customTimeouts(given.getCustomTimeouts().orElse(null))
                .version(given.getVersion().orElse(null))
                .pluginDownloadURL(given.getPluginDownloadURL().orElse(null))
                .build();
    }
}
