package dev.imagesync.cdktf;

import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformStack;
import dev.imagesync.cdktf.rules.workload.Fate;
import dev.imagesync.cdktf.rules.workload.MirrorClaims;
import java.util.HashMap;
import java.util.Map;
import software.constructs.Construct;

/** The images that a mirror has found in a stack: a construct that is called by its prefix, and below it one for each image. */
final class MirroredImages extends Construct {

    private final ImageMirrorConfig config;
    private final MirrorClaims claims = new MirrorClaims();
    private final Map<Fate.Mirrored, ImageSync> images = new HashMap<>();

    MirroredImages(TerraformStack stack, ImageMirrorConfig config) {
        // Its name begins that of its resources, and no name of Terraform begins with a digit.
        super(stack, "mirror-" + config.rules().prefix());
        this.config = config;
        boolean hasProvider = stack.getNode().findAll().stream()
                .anyMatch(node -> node instanceof TerraformProvider provider
                        && provider.getTerraformResourceType().equals(ImagesyncProvider.NAME));
        if (!hasProvider && !config.bringsItsProvider()) {
            new ImagesyncProvider(stack, ImagesyncProvider.NAME);
        }
    }

    /**
     * What goes into a resource, a token.
     *
     * @throws dev.imagesync.cdktf.rules.problem.ImagesyncException IS1008 if another image has the same destination
     */
    String digestRef(Fate.Mirrored image) {
        claims.claim(image);
        return images.computeIfAbsent(
                        image, added -> new ImageSync(this, added.source().toString(), config.image(added)))
                .getDigestRef();
    }
}
