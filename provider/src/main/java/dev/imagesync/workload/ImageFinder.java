package dev.imagesync.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
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
        return List.copyOf(search(object).found.values());
    }

    /** Where a pod has a text in the place of its containers: an expression, whose images nobody sees. */
    public List<ObjectPath> unseen(Tree object) {
        return search(object).unseen;
    }

    private Search search(Tree object) {
        Search search = new Search();
        search.visit(object, ObjectPath.ROOT);
        return search;
    }

    /** One walk through an object. */
    private final class Search {

        private final Map<ObjectPath, FoundImage> found = new LinkedHashMap<>();
        private final List<ObjectPath> unseen = new ArrayList<>();

        void visit(Tree tree, ObjectPath at) {
            if (tree instanceof Tree.Mapping mapping) {
                byKind(mapping, at);
                mapping.fields().forEach((name, value) -> {
                    byName(name, value, at.field(name));
                    visit(value, at.field(name));
                });
            } else {
                eachItem(tree, at, this::visit);
            }
        }

        /** What the kind of an object says. */
        private void byKind(Tree.Mapping object, ObjectPath at) {
            String apiVersion = object.textOf("apiVersion").orElse("");
            String kind = object.textOf("kind").orElse("");
            if (!apiVersion.isEmpty() && !kind.isEmpty()) {
                paths.stream().filter(path -> path.isOf(apiVersion, kind)).forEach(path -> path.path()
                        .find(object, at, image -> found.putIfAbsent(image.path(), image)));
            }
        }

        /** What the name of a field says: the containers of a pod, and the images that it mounts. */
        private void byName(String name, Tree value, ObjectPath at) {
            if (containers.contains(name)) {
                if (value instanceof Tree.Text) {
                    unseen.add(at);
                } else if (value instanceof Tree.Mapping && containers.equals(CONTAINER_BLOCKS)) {
                    add(value, at, "image");
                }
                eachItem(value, at, (container, place) -> add(container, place, "image"));
            } else if (name.equals("volumes")) {
                eachItem(value, at, (volume, place) -> volume.field("image")
                        .ifPresent(image -> add(image, place.field("image"), "reference")));
            }
        }

        private void add(Tree holder, ObjectPath at, String field) {
            holder.textOf(field)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> found.putIfAbsent(at.field(field), new FoundImage(at.field(field), "", text)));
        }
    }

    /** The items of a sequence; anything else has none. */
    private static void eachItem(Tree tree, ObjectPath at, BiConsumer<Tree, ObjectPath> visitor) {
        if (tree instanceof Tree.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                visitor.accept(sequence.items().get(i), at.item(i));
            }
        }
    }
}
