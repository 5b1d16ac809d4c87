package app;

import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.LocalBackendConfig;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformStack;
import dev.imagesync.cdktf.ImageSync;
import dev.imagesync.cdktf.ImagesyncProvider;
import software.constructs.Construct;

/** Mirrors some tags of an image, and hands on what to pull. */
public final class App {

    public static void main(String[] args) {
        var app = new com.hashicorp.cdktf.App();
        new Mirror(app, "mirror");
        app.synth();
    }

    static final class Mirror extends TerraformStack {

        Mirror(Construct scope, String id) {
            super(scope, id);
            // Beside the stack, wherever it is taken; cdktf's own choice is an absolute path.
            new LocalBackend(this, LocalBackendConfig.builder().path("terraform.tfstate").build());
            new ImagesyncProvider(this, "imagesync");

            var image = setting("IMAGE", "busybox");
            var upstream = setting("UPSTREAM", "docker.io/library") + "/" + image;
            var mirror = required("MIRROR") + "/" + image;

            for (var tag : setting("TAGS", "1.36,1.37").split(",")) {
                // Names of Terraform have no dots.
                var name = image + "_" + tag.replace('.', '_');
                var synced = ImageSync.Builder.create(this, name)
                        .source(upstream + ":" + tag)
                        .destination(mirror + ":" + tag)
                        .build();

                new Deployment(this, "run_" + name, synced.getDigestRef());
                TerraformOutput.Builder.create(this, "digest_ref_" + name)
                        .value(synced.getDigestRef())
                        .build();
            }
        }
    }

    private static String required(String name) {
        var value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is not set: say where the mirror stands, host[/prefix]");
        }
        return value;
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
