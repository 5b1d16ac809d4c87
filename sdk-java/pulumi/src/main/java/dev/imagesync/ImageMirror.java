package dev.imagesync;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.core.TypeShape;
import com.pulumi.core.annotations.Import;
import com.pulumi.core.internal.Internal;
import com.pulumi.deployment.Deployment;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.InvokeArgs;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import javax.annotation.Nullable;

/**
 * Every image of a program from a registry of ours, by digest.
 *
 * <pre>{@code
 * Pulumi.run(ctx -> {
 *     ImageMirror.into(ctx, "registry.example.com/mirror");
 *     // Whatever comes now runs the mirror's images.
 *     new Deployment("web", ...);
 *     new Chart("prometheus", ...);
 * });
 * }</pre>
 *
 * <p>It is called first: every Kubernetes resource that is registered afterwards is looked through before the engine sees it, be it made
 * by the program, by a component or by the provider of a chart. Each image of a pod, wherever its spec stands, and each that a custom
 * resource of a widespread operator names, is kept as one {@link SyncedImage} below this component, named by its source, and its
 * {@code digestRef} takes the image's place, in previews too. So the image is copied before the resource that runs it is made, and its
 * tag goes after the last of those has gone. What is a secret stays one; what is not known in a preview is looked at when it is.
 *
 * <p>An image is kept at {@code REGISTRY/HOST/PATH:TAG}, for example
 * {@code registry.example.com/mirror/docker.io/library/nginx:1.29}; one that is named by digest alone gets the tag {@code digest-} and
 * twelve digits. Images of the mirror's registry stay as they are. {@link ImageMirrorArgs} tells what can be chosen.
 *
 * <p>A {@code helm.sh/v3} Release renders where no program sees it; the mirror says so, and what to do. Options of the component act on
 * its images: {@code provider} or {@code providers}, {@code protect} and {@code retainOnDelete}.
 */
public final class ImageMirror extends ComponentResource {

    /** Type of the component in the state. */
    public static final String TYPE = "imagesync:index:ImageMirror";

    private static final String NAME = "images";

    private ImageMirror(String name, ImageMirrorArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, args, versioned(options), true);
    }

    /** The mirror lives in the provider of this SDK's version. */
    private static ComponentResourceOptions versioned(@Nullable ComponentResourceOptions options) {
        return ComponentResourceOptions.merge(
                ComponentResourceOptions.builder()
                        .version(Utilities.getVersion())
                        .build(),
                options);
    }

    /**
     * Takes every image from below a registry.
     *
     * @param ctx the program
     * @param registry where the images go: a registry, or a registry and a path in it
     * @return the mirror
     * @throws IllegalStateException if it could not be set up; the engine has told why
     */
    public static ImageMirror into(Context ctx, String registry) {
        return into(ctx, ImageMirrorArgs.builder().registry(registry).build());
    }

    /**
     * Takes images from below a registry.
     *
     * @param ctx the program
     * @param args where the images go, which, and how
     * @return the mirror
     * @throws IllegalStateException if it could not be set up; the engine has told why
     */
    public static ImageMirror into(Context ctx, ImageMirrorArgs args) {
        return into(ctx, NAME, args, null);
    }

    /**
     * Takes images from below a registry.
     *
     * @param ctx the program
     * @param name name of the component, unique in the stack
     * @param args where the images go, which, and how
     * @param options parent, provider and the like. {@code null}: none
     * @return the mirror
     * @throws IllegalStateException if it could not be set up; the engine has told why
     */
    public static ImageMirror into(
            Context ctx, String name, ImageMirrorArgs args, @Nullable ComponentResourceOptions options) {
        Objects.requireNonNull(ctx, "ctx: the context that Pulumi.run gives");
        Objects.requireNonNull(args, "args: where the images go, see ImageMirrorArgs.builder()");
        var mirror = new ImageMirror(name, args, options);
        // What the program registers next must be seen.
        try {
            Internal.of(mirror.urn()).getDataAsync().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the image mirror " + name + " could not be set up", e.getCause());
        }
        return mirror;
    }

    /**
     * The images of the resources that are registered by now, and of those that are given. A program registers its resources while it
     * goes on: to be sure of the images of one, give it.
     *
     * @param resources whose images to wait for
     * @return references by digest, by their source, for example {@code docker.io/library/nginx:1.29}
     */
    public Output<Map<String, String>> images(Resource... resources) {
        var urns = new ArrayList<Output<String>>();
        urns.add(urn());
        for (var resource : resources) {
            urns.add(resource.urn());
        }
        return Output.all(urns).apply(known -> Deployment.getInstance()
                .invoke(
                        "imagesync:index:mirroredImages",
                        TypeShape.map(String.class, Object.class),
                        new Mirrored(known.get(0)),
                        InvokeOptions.builder()
                                .parent(this)
                                .version(Utilities.getVersion())
                                .build())
                .applyValue(ImageMirror::texts));
    }

    private static Map<String, String> texts(Map<String, Object> result) {
        var texts = new TreeMap<String, String>();
        ((Map<?, ?>) result.getOrDefault("images", Map.of()))
                .forEach((source, digestRef) -> texts.put((String) source, (String) digestRef));
        return texts;
    }

    private static final class Mirrored extends InvokeArgs {

        @Import(name = "mirror", required = true)
        private final String mirror;

        Mirrored(String mirror) {
            this.mirror = mirror;
        }
    }
}
