package dev.imagesync.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the images of Kubernetes objects: those of every pod, wherever its spec stands (the containers of any template, in any kind,
 * in lists of objects), and those that custom resources name elsewhere, at paths that are known or given. The rest of an object is
 * never taken for an image, whatever it looks like. Immutable.
 */
public final class ImageFinder {

    /** The lists of a pod's spec whose items have an image. */
    private static final Set<String> CONTAINERS = Set.of("containers", "initContainers", "ephemeralContainers");

    /** The same as blocks of Terraform's resources, which call them in the singular; a block that stands once is no list. */
    private static final Set<String> CONTAINER_BLOCKS = Set.of("container", "init_container", "ephemeral_container");

    private final Set<String> containers;
    private final List<KindPath> paths;

    private ImageFinder(Set<String> containers, List<KindPath> paths) {
        this.containers = containers;
        this.paths = paths;
    }

    /**
     * A finder.
     *
     * @param more where images stand besides what is known
     */
    public ImageFinder(List<KindPath> more) {
        this(CONTAINERS, Stream.concat(KnownKinds.PATHS.stream(), more.stream()).toList());
    }

    /** A finder for the resources of Terraform's provider of Kubernetes that have a type for each kind, as {@code kubernetes_deployment}. */
    public static ImageFinder ofBlocks() {
        return new ImageFinder(CONTAINER_BLOCKS, List.of());
    }

    /** The images of an object, or of a list of objects, from its beginning to its end; each text once. */
    public List<FoundImage> find(Tree object) {
        Map<ObjectPath, FoundImage> found = new LinkedHashMap<>();
        visit(object, ObjectPath.ROOT, found);
        return List.copyOf(found.values());
    }

    /** Where a pod has a text in the place of its containers: an expression, whose images nobody sees. */
    public List<ObjectPath> unseen(Tree object) {
        List<ObjectPath> unseen = new ArrayList<>();
        collectUnseen(object, ObjectPath.ROOT, unseen);
        return unseen;
    }

    private void collectUnseen(Tree tree, ObjectPath at, List<ObjectPath> unseen) {
        if (tree instanceof Tree.Mapping mapping) {
            mapping.fields().forEach((name, value) -> {
                if (containers.contains(name) && value instanceof Tree.Text) {
                    unseen.add(at.field(name));
                }
                collectUnseen(value, at.field(name), unseen);
            });
        } else if (tree instanceof Tree.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                collectUnseen(sequence.items().get(i), at.item(i), unseen);
            }
        }
    }

    private void visit(Tree tree, ObjectPath at, Map<ObjectPath, FoundImage> found) {
        if (tree instanceof Tree.Mapping mapping) {
            byKind(mapping, at, found);
            for (Map.Entry<String, Tree> field : mapping.fields().entrySet()) {
                byName(field.getKey(), field.getValue(), at.field(field.getKey()), found);
                visit(field.getValue(), at.field(field.getKey()), found);
            }
        } else if (tree instanceof Tree.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                visit(sequence.items().get(i), at.item(i), found);
            }
        }
    }

    /** What the kind of an object says. */
    private void byKind(Tree.Mapping object, ObjectPath at, Map<ObjectPath, FoundImage> found) {
        String apiVersion = object.textOf("apiVersion").orElse("");
        String kind = object.textOf("kind").orElse("");
        if (!apiVersion.isEmpty() && !kind.isEmpty()) {
            paths.stream().filter(path -> path.isOf(apiVersion, kind)).forEach(path -> path.path()
                    .find(object, at, image -> found.putIfAbsent(image.path(), image)));
        }
    }

    /** What the name of a field says: the containers of a pod, and the images that it mounts. */
    private void byName(String name, Tree value, ObjectPath at, Map<ObjectPath, FoundImage> found) {
        if (containers.contains(name)) {
            if (value instanceof Tree.Sequence sequence) {
                for (int i = 0; i < sequence.items().size(); i++) {
                    add(sequence.items().get(i), at.item(i), "image", found);
                }
            } else if (containers.equals(CONTAINER_BLOCKS)) {
                add(value, at, "image", found);
            }
        } else if (name.equals("volumes") && value instanceof Tree.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                ObjectPath image = at.item(i).field("image");
                sequence.items().get(i).field("image").ifPresent(volume -> add(volume, image, "reference", found));
            }
        }
    }

    private static void add(Tree holder, ObjectPath at, String field, Map<ObjectPath, FoundImage> found) {
        holder.textOf(field)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> found.putIfAbsent(at.field(field), new FoundImage(at.field(field), "", text)));
    }
}
