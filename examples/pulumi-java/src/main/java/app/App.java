package app;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import dev.imagesync.ImageSync;
import dev.imagesync.ImageSyncArgs;

/** Mirrors some tags of an image, and exports what to pull. */
public final class App {

    public static void main(String[] args) {
        Pulumi.run(App::stack);
    }

    static void stack(Context ctx) {
        var config = ctx.config();
        var image = config.get("image").orElse("busybox");
        var upstream = config.get("upstream").orElse("docker.io/library") + "/" + image;
        var mirror = config.require("mirror") + "/" + image;
        var tags = config.get("tags").orElse("1.36,1.37").split(",");

        for (var tag : tags) {
            var synced = new ImageSync(image + "-" + tag, ImageSyncArgs.builder()
                    .source(upstream + ":" + tag)
                    .destination(mirror + ":" + tag)
                    .build());

            ctx.export("digestRef-" + tag, synced.digestRef());
            if (tag.equals(tags[0])) {
                ctx.export("digestRef", synced.digestRef());
            }
        }
    }
}
