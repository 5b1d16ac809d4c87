package dev.imagesync.cdktf;

import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformStack;
import dev.imagesync.cdktf.rules.workload.Fate;
import dev.imagesync.cdktf.rules.workload.MirrorClaims;
import java.util.HashMap;
import java.util.Map;
import software.constructs.Construct;

/**
 * The images that a stack has from a prefix: a construct that is called by the prefix, and below it one for each image. Mirrors of one
 * prefix share it; an image is as the first of them wants it.
 */
final class MirroredImages extends Construct {

    private final MirrorClaims claims = new MirrorClaims();
    private final Map<Fate.Mirrored, ImageSync> images = new HashMap<>();

    private MirroredImages(TerraformStack stack, String id) {
        super(stack, id);
    }

    /** Those of a stack, which are added to it with the first image. */
    static MirroredImages of(TerraformStack stack, ImageMirrorConfig config) {
        // Its name begins that of its resources, and no name of Terraform begins with a digit.
        String id = "mirror-" + config.rules().prefix();
        if (stack.getNode().tryFindChild(id) instanceof MirroredImages there) {
            return there;
        }
        MirroredImages added = new MirroredImages(stack, id);
        if (!config.bringsItsProvider() && !hasProvider(stack)) {
            new ImagesyncProvider(added, ImagesyncProvider.NAME);
        }
        return added;
    }

    /** Whether there is one that resources have without being told. */
    private static boolean hasProvider(TerraformStack stack) {
        return stack.getNode().findAll().stream()
                .anyMatch(node -> node instanceof TerraformProvider provider
                        && provider.getTerraformResourceType().equals(ImagesyncProvider.NAME)
                        && provider.getAlias() == null);
    }

    /**
     * What goes into a resource, a token.
     *
     * @throws dev.imagesync.cdktf.rules.problem.ImagesyncException IS1008 if another image has the same destination
     */
    String digestRef(Fate.Mirrored image, ImageMirrorConfig config) {
        claims.claim(image);
        return images.computeIfAbsent(
                        image, added -> new ImageSync(this, added.source().toString(), config.image(added)))
                .getDigestRef();
    }
}
