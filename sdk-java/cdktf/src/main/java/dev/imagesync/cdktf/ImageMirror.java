package dev.imagesync.cdktf;

import com.hashicorp.cdktf.Annotations;
import com.hashicorp.cdktf.IAspect;
import com.hashicorp.cdktf.TerraformResource;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Token;
import dev.imagesync.cdktf.rules.problem.ImagesyncException;
import dev.imagesync.cdktf.rules.problem.Problem;
import dev.imagesync.cdktf.rules.workload.Fate;
import dev.imagesync.cdktf.rules.workload.FoundImage;
import dev.imagesync.cdktf.rules.workload.ImageFinder;
import dev.imagesync.cdktf.rules.workload.ObjectPath;
import dev.imagesync.cdktf.rules.workload.Tree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.constructs.IConstruct;

/**
 * Every image of a stack, from a registry of ours, by digest.
 *
 * <pre>{@code
 * Aspects.of(stack).add(new ImageMirror("registry.corp.example/mirror"));
 * }</pre>
 *
 * <p>It looks into every {@code kubernetes_*} resource below what it is added to, {@code kubernetes_manifest} too, adds an
 * {@link ImageSync} to the stack for each image that it finds, once, and puts its {@code digestRef} in the image's place. So an image is
 * copied before the resource that uses it is changed, and goes after the last one that did. It comes at the synthesis, after all of
 * the program: what the program adds later than the aspect is seen as well.
 *
 * <p>Add it to a stack, or to a construct of one: CDKTF asks no aspect of an {@code App}. Add it last: what a later aspect overrides in
 * an attribute with an image in it comes to nothing. Several mirrors may share a stack; those of one registry and path share their images.
 *
 * <p>What is not known at the synthesis stays as it is, and a warning names it: an image or a whole manifest that is an expression. So it
 * is with charts, which {@code helm_release} renders, and with texts that hold a manifest, as {@code kubectl_manifest} has them.
 */
public final class ImageMirror implements IAspect {

    private static final String KUBERNETES = "kubernetes_";
    private static final String OF_ANY_KIND = "kubernetes_manifest";
    private static final String MANIFEST = "manifest";

    /** How an image begins that a program has put in itself. */
    private static final String OURS = ResourceTree.EXPRESSION + "imagesync.";

    /** Resources that bring workloads, whose images no attribute has, and the attribute that holds them. */
    private static final Map<String, String> UNSEEN =
            Map.of("helm_release", "the chart", "kubectl_manifest", "the text of the manifest");

    private final ImageMirrorConfig config;
    private final ImageFinder inManifests;
    private final ImageFinder inBlocks = ImageFinder.ofBlocks();
    private final Set<String> told = new HashSet<>();

    /**
     * A mirror that takes every image.
     *
     * @param registry {@code HOST} or {@code HOST/PATH}, for example {@code registry.example.com/mirror}
     * @throws IllegalArgumentException if the text is none
     */
    public ImageMirror(String registry) {
        this(ImageMirrorConfig.builder(registry).build());
    }

    /** A mirror as it is told. */
    public ImageMirror(ImageMirrorConfig config) {
        this.config = config;
        this.inManifests = new ImageFinder(config.paths());
    }

    /** Called for every construct, by the synthesis. */
    @Override
    public void visit(IConstruct node) {
        if (!(node instanceof TerraformResource resource)) {
            return;
        }
        String type = resource.getTerraformResourceType();
        if (UNSEEN.containsKey(type)) {
            warn(
                    resource,
                    "Nothing is seen of the images in " + UNSEEN.get(type) + " of a " + type
                            + ": they are not mirrored. Render it before, with helm template or the like, and use kubernetes_manifest; or"
                            + " let the provider's function `render` write what the resource takes.");
        } else if (type.equals(OF_ANY_KIND)) {
            ResourceTree attributes = ResourceTree.of(resource).only(MANIFEST);
            if (attributes.tree().textOf(MANIFEST).isPresent()) {
                unseen(resource, ObjectPath.ROOT.field(MANIFEST));
            }
            rewrite(resource, attributes, inManifests);
        } else if (type.startsWith(KUBERNETES)) {
            rewrite(resource, ResourceTree.of(resource), inBlocks);
        }
    }

    /** Puts the mirror's images into attributes of a resource. */
    private void rewrite(TerraformResource resource, ResourceTree attributes, ImageFinder finder) {
        Tree tree = attributes.tree();
        finder.unseen(tree).forEach(path -> unseen(resource, path));
        Map<ObjectPath, String> texts = new LinkedHashMap<>();
        for (FoundImage found : finder.find(tree)) {
            mirrored(resource, found).ifPresent(digestRef -> texts.put(found.path(), found.with(digestRef)));
        }
        // A token takes the attribute's place; lists and maps would be added to what is there.
        attributes.with(texts).forEach((name, value) -> resource.addOverride(name, Token.asAny(value)));
    }

    private void unseen(TerraformResource resource, ObjectPath path) {
        warn(
                resource,
                path
                        + " is an expression: its images are not seen, and not mirrored. Write its parts, or let the provider's function"
                        + " `render` write it.");
    }

    /** The reference by digest in the mirror; empty if an image stays. */
    private Optional<String> mirrored(TerraformResource resource, FoundImage found) {
        if (found.image().contains(ResourceTree.EXPRESSION)) {
            if (!found.image().startsWith(OURS)) {
                warn(
                        resource,
                        place(resource, found)
                                + " is an expression, and stays as it is: give it an ImageSync of its own.");
            }
            return Optional.empty();
        }
        Fate fate = config.rules().fateOf(found.image());
        if (fate instanceof Fate.Malformed malformed) {
            unresolved(resource, found, malformed.problem());
        } else if (fate instanceof Fate.Mirrored image) {
            try {
                return Optional.of(
                        MirroredImages.of(TerraformStack.of(resource), config).digestRef(image, config));
            } catch (ImagesyncException e) {
                error(resource, found, e.problem());
            }
        }
        return Optional.empty();
    }

    private void unresolved(TerraformResource resource, FoundImage found, Problem problem) {
        if (config.failsOnUnresolved()) {
            error(resource, found, problem);
        } else {
            warn(
                    resource,
                    "It is not mirrored, and stays as it is: "
                            + problem.at(place(resource, found)).oneLine());
        }
    }

    /** Once, however often the program is synthesised. */
    private void warn(TerraformResource resource, String words) {
        if (told.add(resource.getNode().getPath() + "\n" + words)) {
            Annotations.of(resource).addWarning(words);
        }
    }

    /** The synthesis goes on, so that all of them are told, and fails at its end. */
    private static void error(TerraformResource resource, FoundImage found, Problem problem) {
        Annotations.of(resource).addError(problem.at(place(resource, found)).oneLine());
    }

    private static String place(TerraformResource resource, FoundImage found) {
        return resource.getTerraformResourceType() + "." + resource.getFriendlyUniqueId() + ", " + found.path();
    }
}
