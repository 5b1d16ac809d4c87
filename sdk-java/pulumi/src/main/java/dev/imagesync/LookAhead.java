package dev.imagesync;

import com.pulumi.core.TypeShape;
import com.pulumi.core.annotations.Import;
import com.pulumi.deployment.Deployment;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.InvokeArgs;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Tells the provider early which tags the engine will ask about. The engine plans one resource after the other and would wait
 * for a registry each time; so all that a program declares is read at once. Only what is plainly known is told: an image that
 * an output names, or that depends on something, may not exist before that is done.
 */
final class LookAhead extends InvokeArgs {

    @Import(name = "source")
    @Nullable
    private final String source;

    @Import(name = "destination")
    @Nullable
    private final String destination;

    private LookAhead(@Nullable String source, @Nullable String destination) {
        this.source = source;
        this.destination = destination;
    }

    static void at(ImageSync image, ImageSyncArgs args, @Nullable ComponentResourceOptions options) {
        var early = new LookAhead(args.knownSource(), args.knownDestination());
        if (args.knownDestination() == null) {
            return;
        }
        if (options == null) {
            early.send(image);
            return;
        }
        options.getDependsOn().applyValue(before -> {
            if (before.isEmpty()) {
                early.send(image);
            }
            return before;
        });
    }

    /** A provider that does not look ahead, or a mock that knows no such function, only costs time. */
    private void send(ImageSync image) {
        Deployment.getInstance()
                .invokeAsync(
                        "imagesync:index:lookAhead",
                        TypeShape.map(String.class, Object.class),
                        this,
                        InvokeOptions.builder()
                                .parent(image)
                                .version(Utilities.getVersion())
                                .build())
                .exceptionally(failure -> Map.of());
    }
}
